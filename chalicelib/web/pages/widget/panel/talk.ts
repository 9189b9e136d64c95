/**
 * The conversation as far as this tab knows it. The transcript on the server is the truth: entries are numbered without a
 * gap, and merging the same entry twice changes nothing.
 */
import type { EntriesPage, EntryView } from "../../desk/operations.ts";
import type { Shelf } from "./storage.ts";

/** Who answers the visitor changes with these. */
const HANDOVERS = ["assigned", "transferred", "reassigned"];
/** The pace of a conversation to which nothing more will be said; one that has just ended has a quicker one for a while. */
const OVER_MS = 60000;

export type State = "waiting" | "open" | "closed";

/** One that is over, or out of reach, above the present one. */
export interface Past {
  id: string | null;
  entries: EntryView[];
}

interface Kept {
  conversation_id: string;
  state: State;
}

export class Talk {
  readonly #shelf: Pick<Shelf, "read" | "write" | "drop">;
  #entries = new Map<number, EntryView>();
  #seen = 0;
  past: Past[] = [];
  id: string | null = null;
  state: State | null = null;
  /** The number of the last entry before which none is missing. */
  after = 0;
  isRead = false;
  /** The desk says nothing more about it to this visitor. */
  isOutOfReach = false;
  #isLeft = false;
  #isTyping = false;
  /** The last entry that the agent has read. */
  read = 0;

  constructor(shelf: Pick<Shelf, "read" | "write" | "drop">) {
    this.#shelf = shelf;
    this.#open(shelf.read("talk"));
  }

  #open(kept: Kept | null): void {
    this.id = kept?.conversation_id || null;
    this.state = kept?.state || null;
    this.after = 0;
    this.isRead = false;
    this.isOutOfReach = false;
    this.#isLeft = this.#isTyping = false;
    this.read = 0;
    this.#entries = new Map();
    const seen = this.#shelf.read("seen");
    this.#seen = seen && seen.conversation_id === this.id ? seen.seq : 0;
  }

  /** Whether the visitor's next message belongs into this conversation. */
  get isLive(): boolean {
    return this.id !== null && this.state !== "closed";
  }

  /** Whether there is something to ask the server: a live conversation, or a closed one that is not read to its end. */
  get isWorthAsking(): boolean {
    return this.isLive || (this.id !== null && !this.isRead);
  }

  get entries(): EntryView[] {
    return [...this.#entries.values()].sort((one, other) => one.seq - other.seq);
  }

  get unread(): number {
    return this.entries.filter((entry) => entry.seq > this.#seen && isAnswer(entry)).length;
  }

  /** The agent whose conversation it is now, as the transcript tells it; guests come and go beside them. */
  get agent(): Named | null {
    const told = this.#last((entry) => HANDOVERS.includes(entry.kind)) || this.#last(isAnswer);
    return told ? told.agent || told.author : null;
  }

  /** Whether the agent who has it is there no more. */
  get isAway(): boolean {
    return this.state === "open" && this.#isLeft;
  }

  /** Whether the agent is about to say something. */
  get isTyping(): boolean {
    return this.state === "open" && this.#isTyping;
  }

  /** The last entry that the visitor has read. */
  get seen(): number {
    return this.#seen;
  }

  /** Whether the agent asked for a moment's patience. */
  get isHeld(): boolean {
    const told = [...HANDOVERS, "held", "resumed"];
    return this.state === "open" && this.#last((entry) => told.includes(entry.kind))?.kind === "held";
  }

  /** What told their place last. */
  get standing(): EntryView | undefined {
    return this.#last((entry) => Boolean(entry.place));
  }

  #last(isIt: (entry: EntryView) => boolean): EntryView | undefined {
    return lastOf(this.entries, isIt);
  }

  /** The server named the visitor's conversation. An earlier one stays on the screen above it. */
  begin(id: string, state: State): void {
    if (id !== this.id) {
      this.#putAside();
      this.#open({ conversation_id: id, state });
    }
    this.state = state || "open";
    this.#shelf.write("talk", this.#record);
  }

  /** The conversation is over or out of reach; the next message starts another one. */
  end(isOutOfReach = false): void {
    if (!this.id) return;
    this.state = "closed";
    this.isRead = isOutOfReach;
    this.isOutOfReach = isOutOfReach;
    this.#keep();
  }

  /** Clears the screen for a new conversation. */
  leave(): void {
    this.past = [];
    this.#open(null);
    this.#shelf.drop("talk");
  }

  /** Merges an answer with `entries`; `isWhole` when it has all that comes after `after`. Gives those that were new. */
  take(answer: EntriesPage, isWhole = true): EntryView[] {
    const entries = answer.entries || [];
    const news = entries.filter((entry) => this.#add(entry));
    // An answer that begins further on leaves a hole for polling to fill.
    const isNext = isWhole || (entries.length > 0 && entries[0].seq <= this.after + 1);
    if (isNext) this.after = Math.max(this.after, answer.last_seq || 0);
    if (answer.state && this.state !== "closed") this.state = answer.state;
    this.#isLeft = answer.agent_away;
    this.#isTyping = Boolean(answer.typing) && !news.some(isAnswer);
    this.read = Math.max(this.read, answer.read || 0);
    if (!answer.more && isWhole) this.isRead = !(answer.poll_after_ms < OVER_MS);
    this.#keep();
    return news;
  }

  /** Merges the one entry that a post gave back. */
  takeOwn(entry: EntryView): void {
    this.#add(entry);
    if (entry.seq === this.after + 1) this.after = entry.seq;
  }

  #add(entry: EntryView): boolean {
    if (!Number.isInteger(entry.seq) || this.#entries.has(entry.seq)) return false;
    this.#entries.set(entry.seq, entry);
    return true;
  }

  isSeen(entry: EntryView): boolean {
    return entry.seq <= this.#seen;
  }

  /** The visitor has looked at everything that is here. */
  markSeen(): void {
    const last = Math.max(this.#seen, ...this.#entries.keys());
    if (last === this.#seen) return;
    this.#seen = last;
    this.#shelf.write("seen", { conversation_id: this.id, seq: last });
    this.#keep();
  }

  /** Another tab changed what is stored. True when it concerned the conversation. */
  // deno-lint-ignore no-explicit-any
  noticed(name: string, now: any): boolean {
    if (name === "seen" && now && now.conversation_id === this.id) this.#seen = Math.max(this.#seen, now.seq);
    else if (name !== "talk") return false;
    else if (!now) {
      this.past = [];
      this.#open(null);
    } else if (now.conversation_id !== this.id) {
      this.#putAside();
      this.#open(now);
    }
    return true;
  }

  /** The page slept while others went on: what stands there counts. */
  readAgain(): void {
    for (const name of ["talk", "seen"]) this.noticed(name, this.#shelf.read(name));
  }

  #putAside(): void {
    if (this.#entries.size) this.past.push({ id: this.id, entries: this.entries });
  }

  // The loader of the next page reads this to know whether the panel is needed at once.
  get #record() {
    return { conversation_id: this.id, state: this.state, unread: this.unread };
  }

  // Another tab may have gone on to the next conversation: what is learned about this one must not bring it back.
  #keep(): void {
    const kept = this.#shelf.read("talk");
    if (kept?.conversation_id !== this.id || JSON.stringify(kept) === JSON.stringify(this.#record)) return;
    this.#shelf.write("talk", this.#record);
  }
}

/** Whom an entry names. */
export interface Named {
  name?: string | null;
  number?: string | null;
  picture?: string | null;
}

/** The last of these that it is (`findLast` is younger than many a visitor's browser). */
export function lastOf<Each>(list: Each[], isIt: (each: Each) => boolean): Each | undefined {
  for (let at = list.length - 1; at >= 0; at -= 1) if (isIt(list[at])) return list[at];
  return undefined;
}

/** Whether an entry is something a person or the desk said to the visitor. */
export const isAnswer = (entry: EntryView): boolean => entry.kind === "message" && entry.author?.kind === "agent";

/** Whether the visitor wrote it. */
export const isOwn = (entry: EntryView): boolean => entry.kind === "message" && entry.author?.kind === "visitor";
