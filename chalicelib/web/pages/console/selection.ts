/** What is open. It stands in the address, so a reload and the phone's back button do what one expects. */
import { signal } from "@preact/signals";

export class Selection {
  readonly #place = signal(fromAddress());
  readonly #leaving = new AbortController();

  /** A conversation's id, or the place of a message or a follow-up; null: nothing is open. */
  get place(): string | null {
    return this.#place.value;
  }

  start(): void {
    const follow = () => this.#place.value = fromAddress();
    addEventListener("hashchange", follow, { signal: this.#leaving.signal });
  }

  stop(): void {
    this.#leaving.abort();
  }

  /** `step`: one goes back to what was open before. */
  choose(place: string | null, { step = false } = {}): void {
    const before = this.#place.peek();
    if (place === before) return;
    const address = place ? `#${encodeURIComponent(place)}` : location.pathname + location.search;
    // From one to the next is not a step to go back to; from the list into a conversation is.
    if (before && !step) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#place.value = place;
  }
}

function fromAddress(): string | null {
  try {
    return decodeURIComponent(location.hash.slice(1)) || null;
  } catch {
    return null;
  }
}
