/** Reads what changed in the agent's lists, and says what is worth a sound. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { ConversationView, InboxView } from "../../desk/operations.ts";
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

type Read = (cursor: string | null) => Promise<InboxView>;

export class Inbox {
  readonly #loaded = signal(false);
  readonly #moreWaiting = signal(false);
  readonly #gone = signal<readonly string[]>([]);
  readonly #poller = new Poller(() => this.read());
  #cursor: string | null = null;

  constructor(
    private readonly conversations: Conversations,
    private readonly tell: (news: News[]) => void,
    private readonly ask: Read = api.readInbox,
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
    this.#loaded.value = true;
    if (answer.gone?.length) this.#gone.value = answer.gone;
    if (news.length) this.tell(news);
    return answer.poll_after_ms ?? USUAL_PACE_MS;
  }

  /** New in the queue, newly ours, or a visitor said something. */
  #newsOf(item: ConversationView): News[] {
    const known = this.conversations.get(item.conversation_id);
    const isOurs = this.conversations.isOurs(item);
    if (known && item.last_seq <= known.last_seq) return [];
    const arrived = isOurs && !(known && this.conversations.isOurs(known));
    const speaks = known ? item.last_author === "visitor" && item.state !== "closed" : item.state === "waiting";
    return arrived || speaks ? [{ conversation: item, arrived }] : [];
  }
}
