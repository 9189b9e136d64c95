/** A request that is looked for by its number and the address it was made with: found, or why it is not. */
import type { LookedUp, LookUp } from "../../desk/operations.ts";
import { Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

const MINUTE_MS = 60_000;

export class Finding {
  found: LookedUp | null = null;
  isAsking = false;
  /** Why it is not found: the desk's code, or "lost"; "": nobody asked, or it is. */
  refused = "";
  /** When one may try again, where that was too often. */
  again: Date | null = null;

  constructor(
    private readonly visitor: Pick<Visitor, "ask">,
    private readonly changed: () => void,
    private readonly clock = () => Date.now(),
  ) {}

  async look(wanted: LookUp): Promise<void> {
    if (this.isAsking) return;
    this.#now({ isAsking: true, found: null, refused: "", again: null });
    this.#now({ isAsking: false, ...await this.#ask(wanted) });
  }

  async #ask(wanted: LookUp): Promise<Partial<Finding>> {
    try {
      const { ok, status, body, retryAfterMs } = await this.visitor.ask("POST", "ticket-lookups", wanted);
      if (ok) return { found: body as LookedUp };
      const again = status === 429 ? new Date(this.clock() + Math.max(retryAfterMs, MINUTE_MS)) : null;
      return { refused: again ? "later" : body.code || "refused", again };
    } catch (trouble) {
      if (trouble instanceof Trouble) return { refused: trouble.answer?.body?.code ?? "lost" };
      throw trouble;
    }
  }

  #now(state: Partial<Finding>): void {
    Object.assign(this, state);
    this.changed();
  }
}
