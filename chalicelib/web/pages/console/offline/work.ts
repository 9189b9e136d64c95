/** The message that is looked at: read now and then, and what can be done about it. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AgentRef, AnswerMessage, AnswerPreview, MessageView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";

const PACE_MS = 30_000;
const DELIVERY_PACE_MS = 4000;
const DELIVERED = ["sent", "failed"];

export class OpenMessage {
  readonly #missing = signal(false);
  readonly #claiming = signal(false);
  readonly #poller = new Poller(() => this.#read());

  constructor(readonly desk: Desk, readonly id: string) {}

  get message(): MessageView | null {
    return this.desk.messages.get(this.id);
  }

  /** It does not exist, or is out of reach. */
  get missing(): boolean {
    return this.#missing.value;
  }

  get claiming(): boolean {
    return this.#claiming.value;
  }

  /** Whether I have claimed it. */
  get isMine(): boolean {
    return this.message !== null && this.#isMine(this.message);
  }

  /** Reads on until what it returns is called. */
  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  async claim(): Promise<void> {
    if (this.#claiming.peek()) return;
    this.#claiming.value = true;
    const failed = await this.#attempt(() => api.claimMessage(this.id), (after) => this.#isMine(after));
    this.#claiming.value = false;
    if (failed) say(failed, { kind: "warning", stays: true });
  }

  /** Whether this was answered by me already. */
  isThere(text: string): boolean {
    const answers = this.message?.answers ?? [];
    return answers.some((each) => each.text === text && each.agent?.id === this.desk.agentId);
  }

  /** Sends an answer; gives null, or the words that say why not. */
  async answer(request: AnswerMessage): Promise<string | null> {
    const failed = await this.#attempt(() => api.answerMessage(this.id, request), () => this.isThere(request.text));
    if (!failed) say(t("answer.sent"));
    return failed;
  }

  /** What it costs as an SMS; null where nobody can say now. */
  preview(text: string): Promise<AnswerPreview | null> {
    return api.previewAnswer(this.id, text).catch(() => null);
  }

  async close(): Promise<void> {
    const failed = await this.#attempt(() => api.closeMessage(this.id), ({ state }) => state === "closed");
    if (failed) say(failed, { kind: "warning", stays: true });
  }

  /** Gives it to a colleague; gives null, or the words that say why not. */
  give(agentId: string): Promise<string | null> {
    return this.#attempt(() => api.assignMessage(this.id, agentId), ({ agent }) => agent?.id === agentId);
  }

  #isMine({ agent, state }: MessageView): boolean {
    return agent?.id === this.desk.agentId && state !== "new";
  }

  async #read(): Promise<number | null> {
    try {
      this.desk.messages.learn(await api.readMessage(this.id));
      this.#missing.value = false;
    } catch (problem) {
      const { status } = problem as Problem;
      if (status !== 403 && status !== 404) throw problem;
      this.#missing.value = true;
      return null;
    }
    const notices = this.message!.answers.flatMap((answer) => answer.notices ?? []);
    return notices.some(({ state }) => !DELIVERED.includes(state)) ? DELIVERY_PACE_MS : PACE_MS;
  }

  /** Asks for one thing; a lost answer counts as done when the desk shows it was. What came of it is read at once. */
  async #attempt(ask: () => Promise<MessageView>, isDone: (after: MessageView) => boolean): Promise<string | null> {
    const { messages } = this.desk;
    let failure: string | null = null;
    try {
      messages.learn(await api.insist(ask));
    } catch (trouble) {
      const problem = trouble as Problem;
      await api.readMessage(this.id).then(
        (known) => messages.learn(known),
        () => this.#learnHolder(problem.said.agent),
      );
      if (!this.message || !isDone(this.message)) failure = this.#wordsOf(problem);
    }
    messages.wake();
    this.#poller.wake();
    return failure;
  }

  /** Whoever was faster may have taken it out of our reach; then only the refusal tells who. */
  #learnHolder(agent: AgentRef | undefined): void {
    if (agent && this.message) this.desk.messages.learn({ ...this.message, state: "claimed", agent });
  }

  #wordsOf({ code, message, said }: Problem): string {
    const holder = said.agent ?? this.message?.agent;
    const agent = holder ? agentName(holder) : t("message.somebody");
    return tOf("message.failed", code, { code, detail: message, agent });
  }
}
