// Sends what was left: each letter is a record in storage with a client_id of its own until the desk has said that it is
// stored, so that a lost answer, a reload or a second tab never makes two of one.

import { newId } from "../widget/panel/storage.js";
import { NoAnswer } from "../widget/panel/transport.js";
import { Nap, backoffMs } from "../widget/panel/pace.js";
import { Refused, pageAddress } from "../widget/panel/visitor.js";

const BEGINNING = "outgoing:";
const TURNS_AT_ONCE = 3;
/** Whoever is asked to wait longer than this gets the form back. */
const LONGEST_WAIT_MS = 60000;

export class Post {
  #nap = new Nap();
  #isRunning = false;
  #isClosed = false;
  #failures = 0;

  /** `stored(letter, answer)` and `refused(letter, answer)` hear how each ended; `changed()` of everything between. */
  constructor({ shelf, visitor, alone, stored, refused, changed }) {
    Object.assign(this, { shelf, visitor, alone: alone("letters"), stored, refused, changed });
    /** null, {isLost: true} or {seconds} while the desk asks for patience. */
    this.trouble = null;
    for (const event of ["online", "focus"]) addEventListener(event, this.wake);
    this.wake();
  }

  get isBusy() {
    return this.shelf.names(BEGINNING).length > 0;
  }

  send(fields) {
    const letter = { ...fields, client_id: newId(), page: pageAddress() };
    this.shelf.write(BEGINNING + letter.client_id, letter);
    this.changed();
    this.wake();
  }

  wake = async () => {
    if (this.#isRunning) return this.#nap.wake();
    this.#isRunning = true;
    try {
      while (!this.#isClosed && this.isBusy) {
        const wait = await this.alone(() => this.#sendNext());
        this.changed();
        if (wait && !this.#isClosed) await this.#nap.sleep(wait);
      }
    } finally {
      this.#isRunning = false;
    }
  };

  // Gives the milliseconds to wait before the next try.
  async #sendNext() {
    const [name] = this.shelf.names(BEGINNING);
    const letter = name && this.shelf.read(name);
    if (!letter || this.#isClosed) return 0;
    try {
      return this.#judge(name, letter, await this.visitor.ask("POST", "offline-messages", letter));
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#judge(name, letter, trouble.answer);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      return this.#later({ isLost: true });
    }
  }

  #judge(name, letter, answer) {
    const { status, body, retryAfterMs } = answer;
    if (status < 300 && !body.message_id) return this.#later({ isLost: true });
    if (status === 429 && retryAfterMs <= LONGEST_WAIT_MS) {
      return this.#later({ seconds: Math.max(1, Math.ceil(retryAfterMs / 1000)) }, retryAfterMs);
    }
    if (status === 401 && this.#failures < TURNS_AT_ONCE) return this.#later({ isLost: true });
    this.#failures = 0;
    this.trouble = null;
    this.shelf.drop(name);
    if (status < 300) this.stored(letter, body);
    else this.refused(letter, answer);
    return 0;
  }

  #later(trouble, atLeastMs = 0) {
    this.#failures += 1;
    this.trouble = trouble;
    return Math.max(atLeastMs, backoffMs(this.#failures));
  }

  close() {
    this.#isClosed = true;
    for (const event of ["online", "focus"]) removeEventListener(event, this.wake);
    this.#nap.wake();
  }
}
