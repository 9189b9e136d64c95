// What the widget keeps in the host page's localStorage. Where that is blocked (private mode) or full, it keeps the
// same things in memory, so that the chat works until the page goes.

/** An id that needs no secure context (crypto.randomUUID is missing on plain http origins). */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function parse(text) {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export class Shelf {
  #disk = null;
  #memory = new Map();
  #stopWatching = () => {};

  constructor(prefix) {
    this.prefix = prefix;
    try {
      localStorage.setItem(`${prefix}probe`, "1");
      localStorage.removeItem(`${prefix}probe`);
      this.#disk = localStorage;
    } catch {
      // Blocked: memory it is.
    }
  }

  /** Whether other tabs see what stands here. */
  get isShared() {
    return this.#disk !== null;
  }

  read(name) {
    if (this.#memory.has(name)) return parse(this.#memory.get(name));
    return this.#disk ? parse(this.#disk.getItem(this.prefix + name)) : null;
  }

  write(name, value) {
    const text = JSON.stringify(value);
    try {
      if (!this.#disk) throw new Error("no disk");
      this.#disk.setItem(this.prefix + name, text);
      this.#memory.delete(name);
    } catch {
      this.#memory.set(name, text);
    }
  }

  drop(name) {
    this.#memory.delete(name);
    if (this.#disk) this.#disk.removeItem(this.prefix + name);
  }

  /** The names that begin so, in order. */
  names(beginning) {
    const onDisk = this.#disk ? Object.keys(this.#disk) : [];
    const mine = onDisk.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length));
    return [...new Set([...mine, ...this.#memory.keys()])].filter((name) => name.startsWith(beginning)).sort();
  }

  /** Tells of changes that other tabs make: (name, old value or null, new value or null). */
  watch(tell) {
    const listen = (event) => {
      if (event.storageArea !== this.#disk || !(event.key || "").startsWith(this.prefix)) return;
      tell(event.key.slice(this.prefix.length), parse(event.oldValue), parse(event.newValue));
    };
    addEventListener("storage", listen);
    this.#stopWatching = () => removeEventListener("storage", listen);
  }

  close() {
    this.#stopWatching();
  }
}
