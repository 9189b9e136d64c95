/** The follow-up that is looked at: read now and then, and what can be done about it. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { FollowUpView, RecordCall, VisitorView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { callsIn } from "./followups.ts";

const PACE_MS = 30_000;

export class OpenFollowUp {
  readonly #missing = signal(false);
  readonly #visitor = signal<VisitorView | null>(null);
  readonly #poller = new Poller(() => this.#read());

  constructor(readonly desk: Desk, readonly id: string) {}

  get followUp(): FollowUpView | null {
    return this.desk.followUps.get(this.id);
  }

  /** It does not exist, or is out of reach. */
  get missing(): boolean {
    return this.#missing.value;
  }

  /** The card of whom the conversation was with; null while or where it is not known. */
  get visitor(): VisitorView | null {
    return this.#visitor.value;
  }

  /** Reads on until what it returns is called. */
  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  /** Writes down a call; gives null, or the words that say why not. */
  async record(request: RecordCall): Promise<string | null> {
    const before = callsIn(this.followUp!).length;
    const isThere = (after: FollowUpView) =>
      callsIn(after).slice(before).some(({ by, outcome, text }) =>
        by.id === this.desk.agentId && outcome === request.outcome && text === request.text
      );
    const failed = await this.#attempt(() => api.recordCall(this.id, request), isThere);
    if (failed) return failed;
    const { state, due_at: dueAt } = this.followUp!;
    say(state === "done" ? t("call.done") : t("call.again", { time: dayAndTime(dueAt) }));
    return null;
  }

  /** Gives null, or the words that say why not. */
  assign(agentId: string): Promise<string | null> {
    return this.#attempt(() => api.assignFollowUp(this.id, agentId), ({ owner }) => owner.id === agentId);
  }

  /** Asks for one thing; a lost answer counts as done when the desk shows it was. What came of it is read at once. */
  async #attempt(ask: () => Promise<FollowUpView>, isDone: (after: FollowUpView) => boolean): Promise<string | null> {
    const { followUps } = this.desk;
    let failure: string | null = null;
    try {
      followUps.learn(await api.insist(ask));
    } catch (problem) {
      await api.readFollowUp(this.id).then((known) => followUps.learn(known), () => null);
      if (!isDone(this.followUp!)) failure = refusalWords(problem as Problem);
    }
    followUps.wake();
    this.#poller.wake();
    return failure;
  }

  async #read(): Promise<number | null> {
    try {
      this.desk.followUps.learn(await api.readFollowUp(this.id));
      this.#missing.value = false;
    } catch (problem) {
      const { status } = problem as Problem;
      if (status !== 403 && status !== 404) throw problem;
      this.#missing.value = true;
      return null;
    }
    this.#readVisitor();
    return this.followUp!.state === "done" ? null : PACE_MS;
  }

  /** The card of whom the conversation was with; it may be out of our reach, and we call all the same. */
  async #readVisitor(): Promise<void> {
    const about = this.followUp!.about;
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
