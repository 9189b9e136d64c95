/**
 * What the widget keeps in the host page's localStorage. Where that is blocked (private mode) or full, it keeps the
 * same things in memory, so that the chat works until the page goes.
 */

/** An id that needs no secure context (crypto.randomUUID is missing on plain http origins). */
export function newId(): string {
  // A digit of 0 or 1 is any one; that of the variant, an 8, is one of four.
  return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1));
    return (digit === "8" ? 8 | random & 3 : random & 15).toString(16);
  });
}

// What stands there was written by another release, or by whoever likes to.
// deno-lint-ignore no-explicit-any
type Stored = any;

function parse(text: string | null | undefined): Stored {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** Hears of what another tab changed: the name, what stood there and what stands there now, or null. */
export type Watcher = (name: string, before: Stored, after: Stored) => void;

export class Shelf {
  #disk: Storage | null = null;
  #memory = new Map<string, string>();
  #stopWatching = () => {};

  constructor(readonly prefix: string) {
    try {
      localStorage.setItem(`${prefix}probe`, "1");
      localStorage.removeItem(`${prefix}probe`);
      this.#disk = localStorage;
    } catch {
      // Blocked: memory it is.
    }
  }

  /** Whether other tabs see what stands here. */
  get isShared(): boolean {
    return this.#disk !== null;
  }

  read(name: string): Stored {
    if (this.#memory.has(name)) return parse(this.#memory.get(name));
    return this.#disk ? parse(this.#disk.getItem(this.prefix + name)) : null;
  }

  write(name: string, value: unknown): void {
    const text = JSON.stringify(value);
    try {
      if (!this.#disk) throw new Error("no disk");
      this.#disk.setItem(this.prefix + name, text);
      this.#memory.delete(name);
    } catch {
      this.#memory.set(name, text);
    }
  }

  drop(name: string): void {
    this.#memory.delete(name);
    this.#disk?.removeItem(this.prefix + name);
  }

  /** The names that begin so, in order. */
  names(beginning: string): string[] {
    const onDisk = this.#disk ? Object.keys(this.#disk) : [];
    const mine = onDisk.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length));
    return [...new Set([...mine, ...this.#memory.keys()])].filter((name) => name.startsWith(beginning)).sort();
  }

  /** Tells of changes that other tabs make. */
  watch(tell: Watcher): void {
    const listen = (event: StorageEvent) => {
      if (event.storageArea !== this.#disk || !event.key?.startsWith(this.prefix)) return;
      tell(event.key.slice(this.prefix.length), parse(event.oldValue), parse(event.newValue));
    };
    addEventListener("storage", listen);
    this.#stopWatching = () => removeEventListener("storage", listen);
  }

  close(): void {
    this.#stopWatching();
  }
}
