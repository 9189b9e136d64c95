/** The message that is looked at: read now and then, and what can be done about it. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AnswerMessage, AnswerPreview, MessageView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { OpenWork } from "../open-work.ts";

const PACE_MS = 30_000;
const DELIVERY_PACE_MS = 4000;
const DELIVERED = ["sent", "failed"];

export class OpenMessage extends OpenWork<MessageView> {
  readonly #claiming = signal(false);

  constructor(readonly desk: Desk, id: string) {
    super(id, desk.messages);
  }

  get message(): MessageView | null {
    return this.item;
  }

  get claiming(): boolean {
    return this.#claiming.value;
  }

  /** Whether I have claimed it. */
  get isMine(): boolean {
    return this.message !== null && this.#isMine(this.message);
  }

  async claim(): Promise<void> {
    if (this.#claiming.peek()) return;
    this.#claiming.value = true;
    const failed = await this.attempt(() => api.claimMessage(this.id), (after) => this.#isMine(after));
    this.#claiming.value = false;
    if (failed) say(failed, { kind: "warning", stays: true });
  }

  /** Whether this was answered by me already. */
  isThere(text: string): boolean {
    const answers = this.message?.answers ?? [];
    return answers.some((each) => each.text === text && each.agent?.id === this.desk.agentId);
  }

  /** Sends an answer; gives null, or the words that say why not. `leaving`: the page may go before it is stored. */
  async answer(request: AnswerMessage, leaving = false): Promise<string | null> {
    const ask = () => api.answerMessage(this.id, request, leaving);
    const failed = await this.attempt(ask, () => this.isThere(request.text));
    if (!failed) say(t("answer.sent"));
    return failed;
  }

  /** What it costs as an SMS; null where nobody can say now. */
  preview(text: string): Promise<AnswerPreview | null> {
    return api.previewAnswer(this.id, text).catch(() => null);
  }

  /** Gives null, or the words that say why not. */
  close(leaving = false): Promise<string | null> {
    return this.attempt(() => api.closeMessage(this.id, leaving), ({ state }) => state === "closed");
  }

  /** Gives it to a colleague; gives null, or the words that say why not. */
  give(agentId: string): Promise<string | null> {
    return this.attempt(() => api.assignMessage(this.id, agentId), ({ agent }) => agent?.id === agentId);
  }

  #isMine({ agent, state }: MessageView): boolean {
    return agent?.id === this.desk.agentId && state !== "new";
  }

  protected read(): Promise<MessageView> {
    return api.readMessage(this.id);
  }

  protected paceOf({ answers }: MessageView): number {
    const notices = answers.flatMap((answer) => answer.notices ?? []);
    return notices.some(({ state }) => !DELIVERED.includes(state)) ? DELIVERY_PACE_MS : PACE_MS;
  }

  /** Whoever was faster may have taken it out of our reach; then only the refusal tells who. */
  protected override learnFrom({ said }: Problem): void {
    if (said.agent && this.message) this.desk.messages.learn({ ...this.message, state: "claimed", agent: said.agent });
  }

  protected wordsOf({ code, message, said }: Problem): string {
    const holder = said.agent ?? this.message?.agent;
    const agent = holder ? agentName(holder) : t("message.somebody");
    return tOf("left.failed", code, { code, detail: message, agent });
  }
}
