/** Names for requests, so that the desk recognises one that comes again. */
import { tab } from "../../desk/storage.ts";

/** crypto.randomUUID is missing on plain http addresses. */
export function newKey(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

interface Kept {
  asked?: string;
  key?: string;
}

/**
 * One key for as long as the same thing is asked for; something else asked for is another request. With a `place` in this
 * tab's storage it outlives a reload, until it is `done`.
 */
export class Keys {
  #kept: Kept;

  constructor(private readonly place: string | null = null) {
    this.#kept = (place && tab.read<Kept>(place)) || {};
  }

  keyOf(body: unknown): string {
    const asked = JSON.stringify(body);
    if (asked !== this.#kept.asked || !this.#kept.key) {
      this.#kept = { asked, key: newKey() };
      if (this.place) tab.write(this.place, this.#kept);
    }
    return this.#kept.key!;
  }

  done(): void {
    this.#kept = {};
    if (this.place) tab.remove(this.place);
  }
}
