/** Names for requests, so that the desk recognises one that comes again. */
import { tab } from '../../desk/storage.ts';

/** crypto.randomUUID is missing on plain http addresses. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * One key for as long as the same thing is asked for; something else asked for is another request. With a `place` in this
 * tab's storage it outlives a reload, until it is `done`.
 */
export class Keys {
  #place;
  #kept;

  constructor(place = null) {
    this.#place = place;
    this.#kept = (place && tab.read(place)) ?? {};
  }

  keyOf(body) {
    const asked = JSON.stringify(body);
    if (asked !== this.#kept.asked) {
      this.#kept = { asked, key: newKey() };
      if (this.#place) tab.write(this.#place, this.#kept);
    }
    return this.#kept.key;
  }

  done() {
    this.#kept = {};
    if (this.#place) tab.remove(this.#place);
  }
}
