/** A signed-in agent's desk: everything that works behind the page, from sign-in to sign-out. */
import { effect, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import * as api from "../desk/api.ts";
import type { Problem } from "../desk/client.ts";
import { visitorName } from "../desk/format.ts";
import { t, tOf } from "../desk/i18n.ts";
import type { EntryView, Mention, PromiseView, ReplyView } from "../desk/operations.ts";
import type { Session } from "../desk/session.ts";
import { say } from "../kit/toasts.tsx";
import { Categories, type Filing } from "./conversations/categories.ts";
import { Conversations } from "./conversations/conversations.ts";
import { Inbox, type News } from "./conversations/inbox.ts";
import { Listing } from "./conversations/listing.ts";
import { QueueCount } from "./conversations/queue-count.ts";
import { Transcript } from "./conversations/transcript.ts";
import { Deferred, UNDO_MS } from "./deferred.ts";
import { Drafts } from "./drafts.ts";
import { FollowUps } from "./followups/followups.ts";
import { OwnKeys } from "./keys/own.ts";
import { Notifier } from "./notifier.ts";
import { LiveVisitors } from "./monitoring/live.ts";
import { Wall } from "./monitoring/wall.ts";
import { Messages } from "./offline/messages.ts";
import { Outbox } from "./outbox.ts";
import { Colleagues } from "./people/colleagues.ts";
import { Departure } from "./people/departure.ts";
import { Presence, type Status } from "./people/presence.ts";
import { Phrases } from "./phrases/phrases.ts";
import { Unsaid } from "./unsaid/unsaid.ts";
import { Plans } from "./plans.ts";
import { ReadMarks } from "./read-marks.ts";
import { Selection } from "./selection.ts";
import { Uploads } from "./uploads.ts";

const TRANSCRIPTS_KEPT = 30;
const PREVIEW_LETTERS = 80;

export interface Proposal extends PromiseView {
  about: string;
  text: string;
}

interface Worker {
  start(): void;
  stop(): void;
}

/** What can be undone for a few seconds is with one of these. */
interface Finishing extends Worker {
  finish(): Promise<void>;
}

export class Desk {
  readonly agentId: string;
  readonly answers: boolean;
  readonly conversations: Conversations;
  readonly inbox: Inbox;
  readonly listing: Listing;
  readonly queue: Listing;
  readonly queueCount: QueueCount;
  readonly colleagues = new Colleagues();
  readonly messages: Messages;
  readonly followUps: FollowUps;
  readonly live: LiveVisitors;
  readonly wall: Wall;
  readonly presence: Presence;
  readonly departure: Departure;
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  /** Conversations that are about to be closed, each with its category. */
  readonly closings: Deferred<Filing>;
  readonly drafts: Drafts;
  readonly readMarks: ReadMarks;
  readonly keys: OwnKeys;
  readonly notifier = new Notifier();
  readonly plans = new Plans();
  readonly categories = new Categories();
  readonly phrases: Phrases;
  readonly unsaid = new Unsaid();
  readonly selection = new Selection();
  /** What our last words promise, as far as they look like it, and in which conversation. */
  readonly promise = signal<Proposal | null>(null);
  readonly #transcripts = new Map<string, Transcript>();
  /** What takes back the words that offer to undo a closing. */
  readonly #offersUndo = new Map<string, () => void>();
  /** What came with parts of the page that came late. */
  readonly #joined: Finishing[] = [];
  #stopCounting = () => {};

  constructor(readonly session: Session) {
    this.agentId = session.agent.agent_id;
    this.answers = session.can("conversations.answer");
    this.conversations = new Conversations(this.agentId);
    this.inbox = new Inbox(
      this.conversations,
      (news) => this.#announce(news),
      undefined,
      (each) => this.#mentioned(each),
    );
    this.listing = new Listing(this.conversations);
    this.queue = new Listing(this.conversations, "waiting");
    this.queueCount = new QueueCount(this.inbox, this.conversations);
    this.messages = new Messages(session, this.agentId);
    this.followUps = new FollowUps(session, this.agentId);
    this.live = new LiveVisitors(session, this.plans);
    this.wall = new Wall(session, this.conversations);
    this.presence = new Presence(this.agentId, { overruled, refused: (problem) => this.#presenceRefused(problem) });
    this.departure = new Departure(this);
    this.outbox = new Outbox(this.agentId, api.reply, {
      stored: (id, entry) => this.#stored(id, entry),
      refused: (id) => this.#refused(id),
    });
    this.uploads = new Uploads((id, file) => this.outbox.write(id, "", { file }));
    this.closings = new Deferred(
      (id, filing, leaving) => this.#close(id, filing, leaving),
      (id, back) => this.#setAside(id, back),
    );
    this.drafts = new Drafts(this.agentId);
    this.readMarks = new ReadMarks(this.agentId);
    this.keys = new OwnKeys(this.agentId);
    this.phrases = new Phrases(this.agentId);
  }

  start(): void {
    for (const worker of this.#workers()) worker.start();
    this.#stopCounting = effect(() => this.notifier.showCount(this.#calling()));
  }

  stop(): void {
    this.#stopCounting();
    this.uploads.stop();
    for (const worker of this.#workers()) worker.stop();
  }

  /** From now on it works, until sign-out. */
  join(worker: Finishing): void {
    this.#joined.push(worker);
    worker.start();
  }

  /** What can still be undone is done. */
  async finish(): Promise<void> {
    await Promise.all([this.closings, ...this.#joined].map((each) => each.finish()));
  }

  /** The transcripts last looked at are kept, so that going back and forth is instant. */
  transcript(id: string): Transcript {
    const known = this.#transcripts.get(id) ?? new Transcript(id);
    this.#transcripts.delete(id);
    this.#transcripts.set(id, known);
    if (this.#transcripts.size > TRANSCRIPTS_KEPT) this.#transcripts.delete(this.#transcripts.keys().next().value!);
    return known;
  }

  /** Sends what was dropped or pasted into the conversation that is looked at; whether that takes files now. */
  sendFiles(files: readonly File[]): boolean {
    const conversation = this.conversations.get(this.selection.place ?? "");
    if (!conversation || conversation.state === "closed" || !this.conversations.isOurs(conversation)) return false;
    this.uploads.add(conversation.conversation_id, files);
    return true;
  }

  /** Closes it in a moment; until then it can be undone. */
  closeSoon(id: string, filing: Filing = {}): void {
    this.closings.begin(id, filing);
    const action = { label: t("undo"), run: () => this.closings.undo(id) };
    const words = t("close.soon", { visitor: this.#nameOf(id), seconds: UNDO_MS / 1000 });
    this.#offersUndo.set(id, say(words, { action }));
  }

  #setAside(id: string, back: boolean): void {
    this.conversations.setAside(id, back);
    if (back) this.#offersUndo.get(id)?.();
  }

  /** On to the one that has waited longest for an answer, if there is one. */
  goOn(): void {
    this.selection.choose(this.conversations.mine[0]?.conversation_id ?? null);
  }

  #workers(): Worker[] {
    const { selection, messages, followUps, plans, notifier, presence, outbox, closings, inbox, queueCount } = this;
    const { categories, phrases, unsaid } = this;
    // Who answers no conversations has no status, and nothing that comes by itself.
    const answering = this.answers
      ? [notifier, presence, outbox, closings, inbox, queueCount, categories, phrases, unsaid]
      : [];
    return [...answering, selection, messages, followUps, plans, ...this.#joined];
  }

  #calling(): number {
    const unread = this.conversations.mine.filter((each) => this.readMarks.unread(each) > 0);
    return unread.length + this.conversations.waiting.length;
  }

  #nameOf(id: string): string {
    return visitorName(this.conversations.get(id) ?? {});
  }

  #announce(news: News[]): void {
    const isSeen = (id: string) => id === this.selection.place && document.hasFocus();
    for (const { conversation: { conversation_id: id }, arrived } of news) {
      if (arrived && !isSeen(id)) this.readMarks.arrive(id);
      if (!this.closings.undo(id)) continue;
      say(t("close.written", { visitor: this.#nameOf(id) }), { kind: "warning" });
    }
    const unseen = news.filter(({ conversation }) => !isSeen(conversation.conversation_id));
    if (!unseen.length) return;
    this.notifier.ring();
    if (document.hasFocus()) return;
    for (const { conversation, arrived } of unseen) {
      const { conversation_id: id } = conversation;
      this.notifier.announce({
        title: this.#titleOf(conversation, arrived),
        body: conversation.last_text ?? "",
        conversationId: id,
        open: () => this.selection.choose(id),
      });
    }
  }

  /** A note names me: as loud as what has just come. */
  #mentioned({ conversation_id: id, by, visitor }: Mention): void {
    if (id === this.selection.place && document.hasFocus()) return;
    this.notifier.ring();
    if (document.hasFocus()) return;
    const open = () => this.selection.choose(id);
    this.notifier.announce({ title: t("news.mentioned", { by }), body: visitor ?? "", conversationId: id, open });
  }

  #titleOf(conversation: News["conversation"], arrived: boolean): string {
    const visitor = visitorName(conversation);
    if (conversation.state === "waiting") return `${t("news.waiting")} · ${visitor}`;
    if (!arrived) return visitor;
    if (conversation.back_at) return `${t("news.back")} · ${visitor}`;
    const isGuest = this.conversations.isGuest(conversation);
    return `${t(isGuest ? "news.invited" : "news.assigned")} · ${visitor}`;
  }

  #stored(id: string, entry: EntryView | ReplyView): void {
    const promised = "promise" in entry && entry.promise;
    if (promised && this.followUps.may) this.promise.value = { ...promised, about: id, text: entry.text };
    this.#transcripts.get(id)?.add(entry);
    const known = this.conversations.get(id);
    if (!known) return;
    if (entry.kind === "note") return void this.conversations.learn({ ...known, last_seq: entry.seq });
    this.conversations.learn({
      ...known,
      back_at: null,
      last_seq: entry.seq,
      last_text: [...(entry.text || `📎 ${entry.file?.name}`)].slice(0, PREVIEW_LETTERS).join(""),
      last_author: "agent",
      last_at: entry.at,
      first_reply_at: known.first_reply_at ?? entry.at,
      asked_at: null,
      warn_at: null,
      late_at: null,
    });
  }

  #refused(id: string): void {
    if (id === this.selection.place) return;
    const action = { label: t("sending.show"), run: () => this.selection.choose(id) };
    say(t("sending.refused", { visitor: this.#nameOf(id) }), { kind: "warning", stays: true, action });
  }

  async #close(id: string, filing: Filing, leaving: boolean): Promise<void> {
    try {
      this.conversations.learn(await api.insist(() => api.close(id, filing, leaving)));
    } catch (trouble) {
      const known = await api.readConversation(id).catch(() => null);
      if (known) this.conversations.learn(known);
      const { code } = trouble as Problem;
      if (known?.state !== "closed") say(tOf("close.failed", code, { code }), { kind: "warning" });
    }
    this.inbox.wake();
    this.#transcripts.get(id)?.again();
  }

  #presenceRefused(problem: Problem): void {
    if (problem.code === "conversations_open") this.departure.askBeforeOffline(problem);
    else say(tOf("presence.refused", problem.code, { code: problem.code }), { kind: "warning", stays: true });
  }
}

function overruled(status: Status): void {
  say(t("presence.overruled", { status: t(`presence.${status}`) }), { kind: "warning", stays: true });
}

const Here = createContext<Desk | null>(null);
export const DeskProvider = Here.Provider;
export const useDesk = (): Desk => useContext(Here)!;
