// While the visitor waits, the desk hears every few seconds that they are still there, and says where they stand. Also a
// hidden page and a closed panel keep the place: whoever falls silent loses it.

import { Trouble } from "./transport.js";
import { Nap, backoffMs } from "./pace.js";

const EVERY_MS = 15000;

export class Line {
  #nap = new Nap();
  #waitingIn = null;
  #failures = 0;
  #isClosed = false;

  /** `moved()` hears that the place may be another one; `served()` that the waiting is over. */
  constructor({ talk, visitor, moved, served }) {
    Object.assign(this, { talk, visitor, moved, served });
    this.standing = null;
    this.#run();
  }

  /** To be called when the conversation may have begun or ceased to wait. */
  look() {
    const waitingIn = this.talk.state === "waiting" ? this.talk.id : null;
    if (waitingIn === this.#waitingIn) return;
    this.#waitingIn = waitingIn;
    this.standing = null;
    this.#nap.wake();
  }

  async #run() {
    while (!this.#isClosed) await this.#nap.sleep(this.#waitingIn ? await this.#sign() : Infinity);
  }

  // Gives the milliseconds until the next sign.
  async #sign() {
    const id = this.#waitingIn;
    try {
      const { status, body } = await this.visitor.ask("POST", `conversations/${id}/waiting`, {});
      this.#failures = 0;
      if (this.#isClosed || id !== this.#waitingIn) return 0;
      this.standing = status === 200 ? body : null;
      if (status !== 200 || body.state !== "waiting") this.served();
      this.moved();
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      this.#failures += 1;
      return Math.min(EVERY_MS, backoffMs(this.#failures));
    }
    return EVERY_MS;
  }

  close() {
    this.#isClosed = true;
    this.#nap.wake();
  }
}
