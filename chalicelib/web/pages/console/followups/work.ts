/** The follow-up that is looked at: read now and then, and what can be done about it. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { FollowUpView, RecordCall, VisitorView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { OpenWork } from "../open-work.ts";
import { callsIn } from "./followups.ts";

const PACE_MS = 30_000;

export class OpenFollowUp extends OpenWork<FollowUpView> {
  readonly #visitor = signal<VisitorView | null>(null);

  constructor(readonly desk: Desk, id: string) {
    super(id, desk.followUps);
  }

  get followUp(): FollowUpView | null {
    return this.item;
  }

  /** The card of whom the conversation was with; null while or where it is not known. */
  get visitor(): VisitorView | null {
    return this.#visitor.value;
  }

  /** Writes down a call; gives null, or the words that say why not. */
  async record(request: RecordCall): Promise<string | null> {
    const before = callsIn(this.followUp!).length;
    const isThere = (after: FollowUpView) =>
      callsIn(after).slice(before).some(({ by, outcome, text }) =>
        by.id === this.desk.agentId && outcome === request.outcome && text === request.text
      );
    const failed = await this.attempt(() => api.recordCall(this.id, request), isThere);
    if (failed) return failed;
    const { state, due_at: dueAt } = this.followUp!;
    say(state === "done" ? t("call.done") : t("call.again", { time: dayAndTime(dueAt) }));
    return null;
  }

  /** Gives null, or the words that say why not. */
  assign(agentId: string): Promise<string | null> {
    return this.attempt(() => api.assignFollowUp(this.id, agentId), ({ owner }) => owner.id === agentId);
  }

  protected read(): Promise<FollowUpView> {
    return api.readFollowUp(this.id);
  }

  protected paceOf({ state, about }: FollowUpView): number | null {
    this.#readVisitor(about);
    return state === "done" ? null : PACE_MS;
  }

  protected wordsOf(problem: Problem): string {
    return refusalWords(problem);
  }

  /** The card of whom the conversation was with; it may be out of our reach, and we call all the same. */
  async #readVisitor(about: string | null): Promise<void> {
    if (this.#visitor.peek() || !about?.startsWith("cnv_") || !this.desk.answers) return;
    const known = this.desk.conversations.get(about)?.visitor;
    this.#visitor.value = known ?? await api.readConversation(about).then(({ visitor }) => visitor, () => null);
  }
}

/** Why it was refused: in our words where we know the reason, else in the desk's. */
export function refusalWords({ errors, code, message }: Problem): string {
  if (errors[0]) return tOf("call.wrong", errors[0].field, { message: errors[0].message });
  return tOf("followup.failed", code, { code, detail: message });
}
