/** A call that is being written down: what is chosen and typed, what is still missing, and when a next try may be. */
import { signal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import type { FollowUpView, RecordCall } from "../../desk/operations.ts";
import { RequestDraft } from "../request-draft.ts";
import { momentOf } from "./due.ts";
import { callsIn, type Outcome } from "./followups.ts";

export const NOTE_LIMIT = 2000;
export const MOST_TRIES = 5;
const FURTHEST_DAYS = 7;
const FURTHEST_CALLBACK_DAYS = 2;
const FURTHEST_VISIT_DAYS = 366;

interface Values {
  outcome: Outcome | null;
  text: string;
  /** As <input type="datetime-local"> has it. */
  next: string;
}

export class CallDraft {
  readonly #kept: RequestDraft<Values>;
  readonly #values;
  /** Not reached again, it is given up. */
  readonly isLastTry: boolean;

  constructor(private readonly followUp: FollowUpView, agentId: string) {
    this.#kept = new RequestDraft(`call.${agentId}.${followUp.followup_id}`);
    this.#values = signal<Values>({
      outcome: this.#kept.get("outcome", null),
      text: this.#kept.get("text", ""),
      next: this.#kept.get("next", ""),
    });
    this.isLastTry = callsIn(followUp).length + 1 >= MOST_TRIES;
  }

  get outcome(): Outcome | null {
    return this.#values.value.outcome;
  }

  get text(): string {
    return this.#values.value.text;
  }

  get next(): string {
    return this.#values.value.next;
  }

  get length(): number {
    return [...this.text.trim()].length;
  }

  get needsNext(): boolean {
    return this.outcome === "not_reached" && !this.isLastTry;
  }

  /** Whoever was reached may agree to be visited again. */
  get mayAgree(): boolean {
    return mayAgree(this.outcome);
  }

  /** A callback is tried again within two days, a visit within a week. */
  get furthestDays(): number {
    if (this.mayAgree) return FURTHEST_VISIT_DAYS;
    return this.followUp.kind === "callback" ? FURTHEST_CALLBACK_DAYS : FURTHEST_DAYS;
  }

  /** What must be said before it can be stored, in words. */
  get missing(): string | null {
    if (!this.outcome) return t("call.missing.outcome");
    return this.needsNext && !momentOf(this.next) ? t("call.missing.next") : null;
  }

  get isReady(): boolean {
    return this.missing === null && this.length <= NOTE_LIMIT;
  }

  choose(outcome: Outcome): void {
    // The time of a next try is not that of a next visit.
    const next = mayAgree(outcome) === this.mayAgree ? this.next : "";
    this.#become({ outcome, next });
  }

  write(text: string): void {
    this.#become({ text });
  }

  setNext(next: string): void {
    this.#become({ next });
  }

  /** The same name as long as it says the same. */
  request(): RecordCall {
    const at = (this.needsNext || this.mayAgree) && momentOf(this.next);
    return this.#kept.request({ outcome: this.outcome!, text: this.text.trim(), ...(at && { next_at: at }) });
  }

  forget(): void {
    this.#kept.forget();
  }

  #become(changes: Partial<Values>): void {
    this.#values.value = { ...this.#values.peek(), ...changes };
    this.#kept.keep(this.#values.peek());
  }
}

const mayAgree = (outcome: Outcome | null): boolean => outcome === "reached" || outcome === "solved";
