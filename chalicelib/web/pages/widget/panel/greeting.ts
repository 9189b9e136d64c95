/** Says hello once in each tab's life, which is what the desk counts as a visit. */
import { backoffMs, Nap } from "./pace.ts";
import { recall, remember } from "./session.ts";
import { type Answer, Trouble } from "./transport.ts";
import type { Visitor } from "./visitor.ts";

interface Parts {
  visitor: Pick<Visitor, "greet" | "isKnown">;
  /** Its name in the tab's memory. */
  mark: string;
  known: (open: string | null) => void;
  refused: (answer: Answer) => void;
}

export class Greeting {
  readonly #parts: Parts;
  #nap = new Nap();
  #isRunning = false;

  /** `known(conversation)` hears of a conversation that is still open, or null; `refused(answer)` that nobody is let in. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async say(): Promise<void> {
    const { visitor, mark, known, refused } = this.#parts;
    if (this.#isRunning || (visitor.isKnown && recall(mark))) return;
    this.#isRunning = true;
    for (let failures = 1; !this.#nap.isOver; failures += 1) {
      try {
        const open = await visitor.greet();
        remember(mark);
        known(open);
        break;
      } catch (trouble) {
        if (!(trouble instanceof Trouble)) throw trouble;
        const { answer } = trouble;
        if (answer && answer.status !== 429) {
          refused(answer);
          break;
        }
        await this.#nap.sleep(Math.max(answer?.retryAfterMs || 0, backoffMs(failures)));
      }
    }
    this.#isRunning = false;
  }

  wake(): void {
    this.#nap.wake();
  }

  close(): void {
    this.#nap.close();
  }
}
