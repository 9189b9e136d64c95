/** Reads what changed in the agent's lists, and says what is worth a sound. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { ConversationView, InboxView, Mention, UnreadAnnouncements } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import type { Conversations } from "./conversations.ts";

const USUAL_PACE_MS = 3000;
/** What a desk answers to a cursor that it no longer understands. */
const FORGOTTEN = [400, 404, 410, 422];

/** Something that calls for the agent. `arrived`: it has just become theirs, or they were invited. */
export interface News {
  conversation: ConversationView;
  arrived: boolean;
}

const keyOf = ({ conversation_id: id, seq }: Mention): string => `${id} ${seq}`;
const keysOf = (mentions: readonly Mention[]): string => mentions.map(keyOf).join();

const NOTHING_ANNOUNCED: UnreadAnnouncements = { many: 0, more: false, urgent: [], reminded: 0 };

type Read = (cursor: string | null) => Promise<InboxView>;

export class Inbox {
  readonly #loaded = signal(false);
  readonly #moreWaiting = signal(false);
  readonly #mentions = signal<readonly Mention[]>([]);
  readonly #gone = signal<readonly string[]>([]);
  readonly #announcements = signal(NOTHING_ANNOUNCED);
  readonly #poller = new Poller(() => this.read());
  #cursor: string | null = null;

  constructor(
    private readonly conversations: Conversations,
    private readonly tell: (news: News[]) => void,
    private readonly ask: Read = api.readInbox,
    private readonly mentioned: (mention: Mention) => void = () => {},
  ) {}

  /** True once the lists are known, so that an empty one can be told from one not yet read. */
  get loaded(): boolean {
    return this.#loaded.value;
  }

  /** Whether more visitors wait than the inbox lists. */
  get moreWaiting(): boolean {
    return this.#moreWaiting.value;
  }

  /** What the last answer took out of the lists. */
  get gone(): readonly string[] {
    return this.#gone.value;
  }

  /** Notes that name this agent, and that they have not read. */
  get mentions(): readonly Mention[] {
    return this.#mentions.value;
  }

  /** What is announced to this agent, and not confirmed by them. */
  get announcements(): UnreadAnnouncements {
    return this.#announcements.value;
  }

  /** They have confirmed one, or it is over: until the next answer says so, too. */
  confirmed(id: string): void {
    const known = this.#announcements.peek();
    const urgent = known.urgent.filter((each) => each.announcement_id !== id);
    this.#announcements.value = { ...known, urgent, many: Math.max(urgent.length, known.many - 1) };
    this.wake();
  }

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  wake(): void {
    this.#poller.wake();
  }

  /** Reads once; gives the milliseconds until the next time. */
  async read(): Promise<number> {
    const whole = this.#cursor === null;
    let answer: InboxView;
    try {
      answer = await this.ask(this.#cursor);
    } catch (problem) {
      // A cursor the desk no longer understands: start over with everything.
      if (!whole && FORGOTTEN.includes((problem as Problem).status)) this.#cursor = null;
      throw problem;
    }
    const news = this.#loaded.peek() ? answer.items.flatMap((item) => this.#newsOf(item)) : [];
    this.conversations.learnInbox({ items: answer.items, gone: answer.gone ?? [], whole });
    this.#cursor = answer.cursor;
    this.#moreWaiting.value = answer.more_waiting;
    this.#hear(answer.mentions ?? []);
    const announced = answer.announcements ?? NOTHING_ANNOUNCED; // a desk of before says nothing of them
    if (JSON.stringify(announced) !== JSON.stringify(this.#announcements.peek())) this.#announcements.value = announced;
    this.#loaded.value = true;
    if (answer.gone?.length) this.#gone.value = answer.gone;
    if (news.length) this.tell(news);
    return answer.poll_after_ms ?? USUAL_PACE_MS;
  }

  #hear(mentions: readonly Mention[]): void {
    const known = new Set(this.#mentions.peek().map(keyOf));
    if (keysOf(mentions) !== keysOf(this.#mentions.peek())) this.#mentions.value = mentions;
    if (this.#loaded.peek()) mentions.filter((each) => !known.has(keyOf(each))).forEach(this.mentioned);
  }

  /** New in the queue, newly ours, or a visitor said something. */
  #newsOf(item: ConversationView): News[] {
    const known = this.conversations.get(item.conversation_id);
    const isOurs = this.conversations.isOurs(item);
    if (known && item.last_seq <= known.last_seq) return [];
    // What was put aside and is back is as new as what has just come.
    const wasThere = known && this.conversations.isOurs(known) && !(known.snoozed && !item.snoozed);
    const arrived = isOurs && !wasThere && !item.snoozed;
    const speaks = known ? item.last_author === "visitor" && item.state !== "closed" : item.state === "waiting";
    return arrived || speaks ? [{ conversation: item, arrived }] : [];
  }
}
