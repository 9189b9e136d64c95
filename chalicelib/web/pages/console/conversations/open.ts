/** The conversation that is looked at: its header and visitor, its transcript, and what can be done with it now. */
import { effect, signal, untracked } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type {
  BlockVisitor,
  ConversationsInvite,
  Reassign,
  RecordBody,
  Transfer,
  VisitorView,
} from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { newClientId } from "../outbox.ts";
import { Composing } from "./composing.ts";
import type { Conversation } from "./conversations.ts";
import type { Transcript } from "./transcript.ts";

const PACE_MS = 30_000;

/** A move of which the words begin like this. */
export type Act =
  | "transfer"
  | "invite"
  | "reassign"
  | "hold"
  | "resume"
  | "leave"
  | "take_over"
  | "take"
  | "snooze"
  | "bring_back"
  | "reopen";

/** Why it could not be done. `full`: the chosen one is; `empty`: nobody is there in the chosen group. */
export interface Refusal {
  words: string;
  full: boolean;
  empty: boolean;
}

type Done = (after: Conversation) => boolean;

/** Of whoever is not let to take any, what lacks goes before what they are. */
const whyOf = ({ code, said }: Problem): string => said?.reason === "untrained" ? "untrained" : code;

export class OpenConversation {
  readonly transcript: Transcript;
  readonly composing: Composing;
  readonly #failed = signal(false);
  readonly #wasOurs = signal(false);
  readonly #tags = signal<readonly string[]>([]);
  readonly #busy = signal<Act | null>(null);
  readonly #poller = new Poller(() => this.#turn());
  #compared = "";
  /** Whoever opens or takes it wants to write. */
  wantsFocus = true;

  constructor(readonly desk: Desk, readonly id: string) {
    this.transcript = desk.transcript(id);
    this.composing = new Composing(id, desk.outbox, desk.drafts);
  }

  get conversation(): Conversation | null {
    return this.desk.conversations.get(this.id);
  }

  /** Whether the card could not be read. */
  get failed(): boolean {
    return this.#failed.value;
  }

  /** Whether I could write in it since it was opened. */
  get wasOurs(): boolean {
    return this.#wasOurs.value;
  }

  /** What is being tried. */
  get busy(): Act | null {
    return this.#busy.value;
  }

  get closing(): boolean {
    return this.desk.closings.has(this.id);
  }

  /** Reads on until what it returns is called. */
  start(): () => void {
    this.#poller.start();
    this.transcript.start();
    const ends = [
      effect(() => this.#follow()),
      effect(() => this.#settle()),
      effect(() => {
        if (this.desk.inbox.gone.includes(this.id)) this.#poller.wake();
      }),
      () => this.#poller.stop(),
      () => this.transcript.stop(),
    ];
    return () => ends.forEach((end) => end());
  }

  async take(): Promise<void> {
    this.wantsFocus = true;
    const problem = await this.#alone("take", () => api.take(this.id), (after) => this.#isMine(after));
    if (problem) say(tOf("take.failed", whyOf(problem), { code: problem.code }), { kind: "warning" });
    if (problem?.code === "announcement_unread") this.desk.inbox.wake(); // which is shown by whoever hears of it there
  }

  transfer(choice: Transfer): Promise<Refusal | null> {
    const isGone: Done = ({ agent }) =>
      choice.agent_id ? agent?.id === choice.agent_id : agent?.id !== this.desk.agentId;
    return this.#move("transfer", () => api.transfer(this.id, choice), isGone);
  }

  invite(choice: ConversationsInvite): Promise<Refusal | null> {
    const isThere: Done = ({ guests }) => guests.some(({ id }) => id === choice.agent_id);
    return this.#move("invite", () => api.invite(this.id, choice), isThere);
  }

  reassign(choice: Reassign): Promise<Refusal | null> {
    return this.#move("reassign", () => api.reassign(this.id, choice), ({ agent }) => agent?.id === choice.agent_id);
  }

  hold(): Promise<void> {
    return this.#press("hold", () => api.hold(this.id), ({ held_at }) => Boolean(held_at));
  }

  resume(): Promise<void> {
    return this.#press("resume", () => api.resume(this.id), ({ held_at }) => !held_at);
  }

  leave(): Promise<void> {
    return this.#press("leave", () => api.leave(this.id), (after) => !this.desk.conversations.isGuest(after));
  }

  snooze(until: string | null): Promise<void> {
    return this.#press("snooze", () => api.snooze(this.id, until), ({ snoozed }) => snoozed);
  }

  bringBack(): Promise<void> {
    return this.#press("bring_back", () => api.bringBack(this.id), ({ snoozed }) => !snoozed);
  }

  async reopen(): Promise<void> {
    this.wantsFocus = true;
    await this.#press("reopen", () => api.reopen(this.id), (after) => this.#isMine(after));
    this.#poller.wake();
  }

  /** A message of mine, or a note, has other words from now on, or (null) none. Gives whether it has. */
  async change(seq: number, text: string | null, isNote = false): Promise<boolean> {
    const clientId = newClientId();
    const ask = isNote ? api.changeNote : api.changeReply;
    try {
      this.transcript.add(await api.insist(() => ask(this.id, seq, text, clientId)));
      return true;
    } catch (problem) {
      const { code } = problem as Problem;
      say(tOf("message.failed", code, { code }), { kind: "warning" });
      return false;
    }
  }

  /** The visitor is not let in any more (until then, or null: for ever), or (no block) is again. Null, or why not. */
  async block(block: BlockVisitor | null): Promise<void> {
    const { visitor_id: visitorId } = this.conversation!;
    try {
      const ask = () => block ? api.blockVisitor(visitorId, block) : api.unblockVisitor(visitorId);
      const visitor = await api.insist<VisitorView>(ask);
      this.desk.conversations.learn({ ...this.conversation!, visitor });
    } catch (problem) {
      const { code, message } = problem as Problem;
      say(t("block.failed", { why: tOf("moves.failed", code, { code, detail: message }) }), { kind: "warning" });
    } finally {
      this.desk.inbox.wake();
      this.transcript.again();
      this.#poller.wake();
    }
  }

  /** Takes it over; more than one's own capacity only when `isSure` says so. */
  async takeOver(isSure: () => Promise<boolean>): Promise<void> {
    this.wantsFocus = true;
    const take = (more: Partial<Reassign>) =>
      this.#alone(
        "take_over",
        () => api.reassign(this.id, { agent_id: this.desk.agentId, ...more }),
        (after) => this.#isMine(after),
      );
    let problem = await take({});
    if (problem?.code === "agent_full") problem = await isSure() ? await take({ over_capacity: true }) : null;
    if (problem) say(refusalWords("reassign", problem), { kind: "warning" });
  }

  /** The visitor's card was corrected: `card` is how it stands now. */
  async correctVisitor(changes: Parameters<typeof api.updateVisitor>[1]): Promise<void> {
    const before = this.conversation!;
    this.learnVisitor(await api.insist(() => api.updateVisitor(before.visitor_id, changes)));
  }

  /** This is what is known of the visitor by now. */
  learnVisitor(visitor: VisitorView): void {
    const known = this.conversation!;
    this.desk.conversations.learn({ ...known, visitor, visitor_name: visitor.name, level: visitor.level });
  }

  /** Filed elsewhere, and written down what was done: what is null stays. Throws what the desk says against it. */
  async wrapUp(record: RecordBody | null, categoryId: string | null): Promise<void> {
    const { conversations } = this.desk;
    if (categoryId) conversations.learn(await api.insist(() => api.refile(this.id, categoryId)));
    if (record) {
      const kept = await api.insist(() => api.editRecord(this.id, record));
      conversations.learn({ ...this.conversation!, record: kept });
    }
    this.transcript.again();
  }

  /** The tags that colleagues have given, as far as they are read. */
  get tags(): readonly string[] {
    return this.#tags.value;
  }

  /** Suggestions are a help: without an answer there are none. */
  async readTags(): Promise<void> {
    this.#tags.value = (await api.listTags().catch(() => [])).map(({ tag }) => tag);
  }

  #isMine(conversation: Conversation): boolean {
    return this.desk.conversations.isMine(conversation);
  }

  async #press(act: Act, ask: () => Promise<Conversation>, isDone: Done): Promise<void> {
    const problem = await this.#alone(act, ask, isDone);
    if (problem) say(refusalWords(act, problem), { kind: "warning" });
  }

  async #move(act: Act, ask: () => Promise<Conversation>, isDone: Done): Promise<Refusal | null> {
    const problem = await this.#alone(act, ask, isDone);
    if (!problem) return null;
    const { code } = problem;
    return { words: refusalWords(act, problem), full: code === "agent_full", empty: code === "nobody_free" };
  }

  /** One thing at a time: what is pressed meanwhile is not meant. */
  async #alone(act: Act, ask: () => Promise<Conversation>, isDone: Done): Promise<Problem | null> {
    if (this.#busy.peek()) return null;
    this.#busy.value = act;
    try {
      return await this.#attempt(ask, isDone);
    } finally {
      this.#busy.value = null;
    }
  }

  /** Does it; gives null when it is done, or the Problem. A lost answer counts as done when the desk shows it was. */
  async #attempt(ask: () => Promise<Conversation>, isDone: Done): Promise<Problem | null> {
    try {
      this.desk.conversations.learn(await api.insist(ask));
    } catch (problem) {
      const status = await this.#read().then(() => 200, (trouble: Problem) => trouble.status);
      if (status === 403 || status === 404) this.desk.conversations.lose(this.id);
      const known = this.conversation;
      if (!known || !isDone(known)) return problem as Problem;
    } finally {
      this.desk.inbox.wake();
      this.transcript.again();
    }
    return null;
  }

  /** What the header says of the transcript, and the other way round. */
  #follow(): void {
    const { conversation, transcript } = this;
    const [state, lastSeq] = [transcript.state, transcript.lastSeq];
    if (!conversation) return;
    untracked(() => {
      if (this.desk.conversations.isOurs(conversation)) this.#wasOurs.value = true;
      transcript.expect(conversation.last_seq);
      const compared = `${state} ${lastSeq} ${conversation.state}`;
      if (state && state !== conversation.state && compared !== this.#compared) this.#poller.wake();
      this.#compared = compared;
    });
  }

  /** What the transcript shows is stored. */
  #settle(): void {
    const ids = this.transcript.shown.flatMap(({ client_id }) => client_id ?? []);
    untracked(() => this.desk.outbox.settle(ids));
  }

  async #read(): Promise<void> {
    this.desk.conversations.learn(await api.readConversation(this.id));
  }

  async #turn(): Promise<number | null> {
    try {
      await this.#read();
      this.#failed.value = false;
    } catch (problem) {
      this.#failed.value = true;
      // What is not there, or not ours to see, will not be the next time either.
      const { status } = problem as Problem;
      if (status !== 403 && status !== 404) throw problem;
      this.desk.conversations.lose(this.id);
      return null;
    }
    return this.conversation!.state === "closed" ? null : PACE_MS;
  }
}

/** Why it was refused: in our words where we know the reason, else in the desk's. */
function refusalWords(act: Act, { code, message, said }: Problem): string {
  const why = tOf("moves.failed", code, { code, detail: message });
  const failed = t("moves.failed", { what: t(`moves.${act}`), why });
  const names = (said?.free ?? []).map(agentName).join(t("moves.and"));
  return names ? t("moves.have_room", { words: failed, names }) : failed;
}
