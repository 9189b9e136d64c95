// Asks what is new, at the pace the server sets. Hidden tabs and closed panels ask less often.

import { Trouble } from "./transport.js";
import { Nap, backoffMs } from "./pace.js";

const USUAL_MS = 3000;
const SHORTEST_MS = 500;
const PANEL_SHUT_MS = 6000;
const TAB_HIDDEN_MS = 20000;

export class Poller {
  #nap = new Nap();
  #failures = 0;
  #isClosed = false;

  /** `isOpen()` says whether the panel is open; `news(entries)` hears of every answer, also of an empty one. */
  constructor({ talk, visitor, isOpen, news }) {
    Object.assign(this, { talk, visitor, isOpen, news });
    this.#run();
  }

  wake() {
    this.#nap.wake();
  }

  async #run() {
    while (!this.#isClosed) {
      await this.#nap.sleep(this.talk.isWorthAsking && this.visitor.isKnown ? await this.#ask() : Infinity);
    }
  }

  // Gives the milliseconds to wait before asking again.
  async #ask() {
    const { id, after } = this.talk;
    try {
      const answer = await this.visitor.ask("GET", `conversations/${id}/entries?after=${after}&limit=100`);
      this.#failures = 0;
      if (this.#isClosed || id !== this.talk.id) return 0;
      return this.#judge(answer);
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      this.#failures += 1;
      return this.#slowed(backoffMs(this.#failures));
    }
  }

  #judge({ status, body, retryAfterMs }) {
    if (status === 200) {
      this.news(this.talk.take(body));
      if (body.more) return 0;
      return this.#slowed(Math.max(SHORTEST_MS, body.poll_after_ms || USUAL_MS));
    }
    if (status === 429) return Math.max(retryAfterMs, TAB_HIDDEN_MS);
    // Not this visitor's conversation any more: nothing further can be learned about it.
    this.talk.end();
    this.talk.isRead = true;
    this.news([]);
    return Infinity;
  }

  #slowed(ms) {
    if (document.hidden) return Math.max(ms, TAB_HIDDEN_MS);
    return this.isOpen() ? ms : Math.max(ms, PANEL_SHUT_MS);
  }

  close() {
    this.#isClosed = true;
    this.#nap.wake();
  }
}
