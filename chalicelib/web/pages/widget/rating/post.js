// Sends ratings: each is a record in storage with a client_id of its own until the desk has said that it is stored, so that
// a lost answer, a reload or a second tab never counts twice.

import { Nap, backoffMs } from "../panel/pace.js";
import { newId } from "../panel/storage.js";
import { NoAnswer } from "../panel/transport.js";
import { Refused } from "../panel/visitor.js";

/** The loader of the next page looks for names that begin with "out". */
const BEGINNING = "out-rating:";
const TURNS_AT_ONCE = 3;

export class Post {
  #nap = new Nap();
  #listeners = new Map();
  #isRunning = false;
  #isClosed = false;
  #failures = 0;

  constructor({ shelf, visitor, alone }) {
    Object.assign(this, { shelf, visitor, alone: alone("rating") });
    for (const event of ["online", "focus"]) addEventListener(event, this.wake);
    this.wake();
  }

  /** `tell(answer, said)` hears how the rating of this survey ended; both are null while it is tried again or another tab
   * brought it to its end. */
  listen(id, tell) {
    this.#listeners.set(id, tell);
  }

  /** What is on its way, or null. */
  pending(id) {
    return this.shelf.read(BEGINNING + id);
  }

  send(id, said) {
    this.shelf.write(BEGINNING + id, { ...said, client_id: newId() });
    this.wake();
  }

  wake = async () => {
    if (this.#isRunning) return this.#nap.wake();
    this.#isRunning = true;
    try {
      for (let name; !this.#isClosed && (name = this.shelf.names(BEGINNING)[0]); ) {
        const wait = await this.alone(() => this.#sendOne(name.slice(BEGINNING.length)));
        if (wait && !this.#isClosed) await this.#nap.sleep(wait);
      }
    } finally {
      this.#isRunning = false;
    }
  };

  // Gives the milliseconds to wait before the next try.
  async #sendOne(id) {
    const said = this.pending(id);
    if (!said) return this.#tell(id, null, null);
    try {
      return this.#judge(id, said, await this.visitor.ask("POST", `surveys/${id}/answer`, said));
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#judge(id, said, trouble.answer);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      return this.#later(id);
    }
  }

  #judge(id, said, answer) {
    const { status, body, retryAfterMs } = answer;
    if (status === 429 || (status === 401 && this.#failures < TURNS_AT_ONCE)) return this.#later(id, retryAfterMs);
    if (status < 300 && !body.survey_id) return this.#later(id);
    this.#failures = 0;
    this.shelf.drop(BEGINNING + id);
    return this.#tell(id, answer, said);
  }

  #later(id, atLeastMs = 0) {
    this.#failures += 1;
    this.#tell(id, null, null);
    return Math.max(atLeastMs, backoffMs(this.#failures));
  }

  #tell(id, answer, said) {
    this.#listeners.get(id)?.(answer, said);
    return 0;
  }

  close() {
    this.#isClosed = true;
    for (const event of ["online", "focus"]) removeEventListener(event, this.wake);
    this.#nap.wake();
  }
}
