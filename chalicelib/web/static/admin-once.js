/** Names for requests, so that the desk recognises one that comes again. */

/** crypto.randomUUID is missing on plain http addresses. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One key for as long as the same thing is asked for; something else asked for is another request. */
export class Keys {
  #asked = null;
  #key = null;

  keyOf(body) {
    const asked = JSON.stringify(body);
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#key = newKey();
    }
    return this.#key;
  }
}
