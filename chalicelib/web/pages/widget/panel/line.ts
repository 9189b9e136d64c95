/**
 * While the visitor waits, the desk hears every few seconds that they are still there, and says where they stand. Also a
 * hidden page and a closed panel keep the place: whoever falls silent loses it.
 */
import type { WaitingView } from "../../desk/operations.ts";
import { backoffMs, Nap } from "./pace.ts";
import type { Talk } from "./talk.ts";
import { Trouble } from "./transport.ts";
import type { Visitor } from "./visitor.ts";

const EVERY_MS = 15000;

interface Parts {
  talk: Talk;
  visitor: Pick<Visitor, "ask">;
  moved: () => void;
  served: () => void;
}

export class Line {
  readonly #parts: Parts;
  #nap = new Nap();
  #waitingIn: string | null = null;
  #failures = 0;
  standing: WaitingView | null = null;

  /** `moved()` hears that the place may be another one; `served()` that the waiting is over. */
  constructor(parts: Parts) {
    this.#parts = parts;
    this.#run();
  }

  /** To be called when the conversation may have begun or ceased to wait. */
  look(): void {
    const { talk } = this.#parts;
    const waitingIn = talk.state === "waiting" ? talk.id : null;
    if (waitingIn === this.#waitingIn) return;
    this.#waitingIn = waitingIn;
    this.standing = null;
    this.#nap.wake();
  }

  async #run(): Promise<void> {
    while (!this.#nap.isOver) await this.#nap.sleep(this.#waitingIn ? await this.#sign() : Infinity);
  }

  // Gives the milliseconds until the next sign.
  async #sign(): Promise<number> {
    const { visitor, moved, served } = this.#parts;
    const id = this.#waitingIn;
    try {
      const { status, body } = await visitor.ask("POST", `conversations/${id}/waiting`, {});
      this.#failures = 0;
      if (this.#nap.isOver || id !== this.#waitingIn) return 0;
      this.standing = status === 200 ? body : null;
      if (status !== 200 || body.state !== "waiting") served();
      moved();
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      this.#failures += 1;
      return Math.min(EVERY_MS, backoffMs(this.#failures));
    }
    return EVERY_MS;
  }

  close(): void {
    this.#nap.close();
  }
}
