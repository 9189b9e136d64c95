/** Writing down what was promised, or not: each offer for itself, whatever is offered by the time the desk answers. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { FollowUpView, PlanFollowUp } from "../../desk/operations.ts";
import type { Desk, Proposal } from "../desk.ts";
import { refusalWords } from "../followups/work.ts";
import { newClientId } from "../outbox.ts";

type Here = Pick<Desk, "promise"> & { followUps: Pick<Desk["followUps"], "plan" | "learn"> };

/** An offer that is kept once more is the same, also after its conversation was left. */
const ids = new WeakMap<Proposal, string>();

export class Keeping {
  readonly #trouble = signal<{ of: Proposal; words: string } | null>(null);
  readonly #busy = signal<ReadonlySet<Proposal>>(new Set());

  constructor(private readonly desk: Here) {}

  isBusy(offer: Proposal): boolean {
    return this.#busy.value.has(offer);
  }

  /** Why it is not written down; "": nothing is known against it. */
  troubleOf(offer: Proposal): string {
    const trouble = this.#trouble.value;
    return trouble?.of === offer ? trouble.words : "";
  }

  /** Gives whether it was still the one at hand. */
  drop(offer: Proposal): boolean {
    if (this.desk.promise.peek() !== offer) return false;
    this.desk.promise.value = null;
    return true;
  }

  /** What was stored; null when it was not, or is being stored. */
  async keep(offer: Proposal): Promise<FollowUpView | null> {
    if (this.#busy.peek().has(offer)) return null;
    const { text, about, due_at, channel } = offer;
    const client_id = ids.get(offer) ?? newClientId();
    ids.set(offer, client_id);
    this.#turn(offer, true);
    this.#trouble.value = null;
    try {
      const body = { kind: "promise", about, due_at, channel, script: text, client_id } as PlanFollowUp;
      const stored = await this.desk.followUps.plan(body);
      this.desk.followUps.learn(stored);
      return stored;
    } catch (problem) {
      this.#trouble.value = { of: offer, words: refusalWords(problem as Problem) };
      return null;
    } finally {
      this.#turn(offer, false);
    }
  }

  #turn(offer: Proposal, isBusy: boolean): void {
    const busy = new Set(this.#busy.peek());
    if (isBusy) busy.add(offer);
    else busy.delete(offer);
    this.#busy.value = busy;
  }
}
