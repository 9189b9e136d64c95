/**
 * Every conversation this page has heard of, in its newest known form, and the two lists an agent works from.
 * Answers may arrive out of order; every change of a conversation adds an entry, so the higher last_seq is the newer.
 */
import { computed, signal } from "@preact/signals";
import type { ConversationView, RecordView, VisitorView } from "../../desk/operations.ts";

/** Only one kind of answer tells about the visitor, and what was written down of it. */
export type Conversation = ConversationView & { visitor?: VisitorView; record?: RecordView };

interface InboxAnswer {
  items: readonly ConversationView[];
  gone: readonly string[];
  /** The first one, which says everything there is. */
  whole: boolean;
}

export class Conversations {
  readonly #known = new Map<string, Conversation>();
  readonly #inbox = new Set<string>();
  readonly #left = new Map<string, number>();
  readonly #aside = new Set<string>();
  readonly #version = signal(0);

  readonly #mine = computed(() => {
    return this.#ours().filter(({ snoozed }) => !snoozed).sort(byWaiting);
  });
  readonly #snoozed = computed(() => this.#ours().filter(({ snoozed }) => snoozed).sort(byReturn));
  readonly #waiting = computed(() => {
    const queue = this.#listed().filter(({ state }) => state === "waiting");
    return queue.sort((a, b) => placeOf(a) - placeOf(b) || since(a).localeCompare(since(b)));
  });

  constructor(readonly agentId: string) {}

  get(id: string): Conversation | null {
    void this.#version.value;
    return this.#known.get(id) ?? null;
  }

  isMine({ state, agent }: ConversationView): boolean {
    return state === "open" && agent?.id === this.agentId;
  }

  /** Whether I was invited to help with it. */
  isGuest({ state, guests }: ConversationView): boolean {
    return state === "open" && (guests ?? []).some(({ id }) => id === this.agentId);
  }

  /** Whether I may write in it: mine, or I am a guest. */
  isOurs(conversation: ConversationView): boolean {
    return this.isMine(conversation) || this.isGuest(conversation);
  }

  /** Those that count against my capacity: not those whose visitors have left. */
  get serving(): Conversation[] {
    return this.#mine.value.filter((each) => this.isMine(each) && each.takes_slot !== false);
  }

  /** Mine and those I help with: who waits for an answer first, the longest of them before all, then the most recent. */
  get mine(): readonly Conversation[] {
    return this.#mine.value;
  }

  /** The queue, the next one first. */
  get waiting(): readonly Conversation[] {
    return this.#waiting.value;
  }

  /** Mine that are put aside, the first to come back first. */
  get snoozed(): readonly Conversation[] {
    return this.#snoozed.value;
  }

  #ours(): Conversation[] {
    return this.#listed().filter((each) => this.isOurs(each) && !this.#aside.has(each.conversation_id));
  }

  #listed(): Conversation[] {
    void this.#version.value;
    return [...this.#inbox].map((id) => this.#known.get(id)!);
  }

  #changed(): void {
    this.#version.value += 1;
  }

  /** Learns one conversation; gives false when something newer is known already. */
  learn(conversation: Conversation): boolean {
    return this.learnAll([conversation]);
  }

  /** Learns several at once; gives whether anything was news. */
  learnAll(conversations: readonly Conversation[]): boolean {
    let isNews = false;
    for (const each of conversations) {
      // Who has left is told by the inbox, and by the card.
      const left = each.left_at ?? this.#known.get(each.conversation_id)?.left_at ?? null;
      if (!this.#keep({ ...each, left_at: left })) continue;
      isNews = true;
      this.#sort(each.conversation_id, false);
    }
    if (isNews) this.#changed();
    return isNews;
  }

  /** The desk no longer shows it to us: whoever has it now, we do not. */
  lose(id: string): void {
    const known = this.#known.get(id);
    if (!known || !this.isOurs(known)) return;
    this.#known.set(id, { ...known, agent: null, guests: [] });
    this.#sort(id, false);
    this.#changed();
  }

  /** Not listed as mine while it is being closed; `back` undoes it. */
  setAside(id: string, back = false): void {
    if (back) this.#aside.delete(id);
    else this.#aside.add(id);
    this.#changed();
  }

  learnInbox({ items, gone, whole }: InboxAnswer): void {
    if (whole) this.#inbox.clear();
    for (const item of items) {
      this.#left.delete(item.conversation_id);
      this.#keep(item);
      this.#sort(item.conversation_id, true);
    }
    for (const id of gone) {
      const known = this.#known.get(id);
      this.#inbox.delete(id);
      this.#left.set(id, known?.last_seq ?? 0);
      if (known && this.isOurs(known)) this.#known.set(id, { ...known, agent: null, guests: [] });
    }
    if (whole || items.length || gone.length) this.#changed();
  }

  #keep(conversation: Conversation): boolean {
    const id = conversation.conversation_id;
    const known = this.#known.get(id);
    if (known && known.last_seq > conversation.last_seq) {
      // Only one kind of answer tells about the visitor, and that does not age with the entries.
      const { visitor, record } = conversation;
      if (visitor) this.#known.set(id, { ...known, visitor, record });
      return Boolean(conversation.visitor);
    }
    // Only the queue itself tells places; the other answers leave them out.
    const place = conversation.state === "waiting" ? (conversation.place ?? known?.place ?? null) : null;
    const expected = conversation.place ? conversation.expected : (place && known ? known.expected : null);
    this.#known.set(id, { ...known, ...conversation, place, expected });
    return true;
  }

  /** Who waits is told by the inbox alone: another list shows more of the queue than an agent is told about. */
  #sort(id: string, byInbox: boolean): void {
    const conversation = this.#known.get(id)!;
    // What the inbox said is gone comes back with a new entry only, not by an older answer about it.
    const isBack = conversation.last_seq > (this.#left.get(id) ?? -1);
    const waits = conversation.state === "waiting" && (byInbox || this.#inbox.has(id));
    if (isBack && (waits || this.isOurs(conversation))) this.#inbox.add(id);
    else this.#inbox.delete(id);
  }
}

/** The last word is not an agent's. */
export const isUnanswered = ({ state, last_author }: ConversationView): boolean =>
  state === "open" && last_author !== "agent";

/** Since when the visitor waits for an answer; null where they have it. */
export const askedAt = (conversation: ConversationView): string | null =>
  isUnanswered(conversation) ? conversation.asked_at : null;

function byWaiting(a: ConversationView, b: ConversationView): number {
  const unanswered = Number(isUnanswered(b)) - Number(isUnanswered(a));
  if (unanswered) return unanswered;
  if (isUnanswered(a)) return (a.asked_at ?? a.last_at ?? "").localeCompare(b.asked_at ?? b.last_at ?? "");
  return (b.last_at ?? "").localeCompare(a.last_at ?? "");
}

/** Those without a time come last. */
function byReturn(a: ConversationView, b: ConversationView): number {
  return (a.snoozed_until ?? "9").localeCompare(b.snoozed_until ?? "9");
}

const placeOf = ({ place }: ConversationView): number => place ?? Infinity;
const since = ({ waiting_since, started_at }: ConversationView): string => waiting_since ?? started_at ?? "";

export type Urgency = "late" | "warned" | "";

/** How urgent the visitor's question is by the plan's times. Pure: `now` in milliseconds. */
export function urgencyOf({ warn_at: warnAt, late_at: lateAt }: ConversationView, now: number): Urgency {
  const isPast = (at: string | null) => at !== null && now >= new Date(at).getTime();
  if (isPast(lateAt)) return "late";
  return isPast(warnAt) ? "warned" : "";
}
