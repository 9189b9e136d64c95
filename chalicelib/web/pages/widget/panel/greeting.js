// Says hello once in each tab's life, which is what the desk counts as a visit.

import { Trouble } from "./transport.js";
import { Nap, backoffMs } from "./pace.js";
import { recall, remember } from "./session.js";

export class Greeting {
  #nap = new Nap();
  #isRunning = false;
  #isClosed = false;

  /** `known(conversation)` hears of a conversation that is still open, or null; `refused(answer)` that nobody is let in. */
  constructor({ visitor, mark, known, refused }) {
    Object.assign(this, { visitor, mark, known, refused });
  }

  async say() {
    if (this.#isRunning || (this.visitor.isKnown && recall(this.mark))) return;
    this.#isRunning = true;
    for (let failures = 1; !this.#isClosed; failures += 1) {
      try {
        const open = await this.visitor.greet();
        remember(this.mark);
        this.known(open);
        break;
      } catch (trouble) {
        if (!(trouble instanceof Trouble)) throw trouble;
        const { answer } = trouble;
        if (answer && answer.status !== 429) {
          this.refused(answer);
          break;
        }
        await this.#nap.sleep(Math.max(answer?.retryAfterMs || 0, backoffMs(failures)));
      }
    }
    this.#isRunning = false;
  }

  wake() {
    this.#nap.wake();
  }

  close() {
    this.#isClosed = true;
    this.#nap.wake();
  }
}
