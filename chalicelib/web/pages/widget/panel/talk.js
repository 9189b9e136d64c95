// The conversation as far as this tab knows it. The transcript on the server is the truth: entries are numbered without a
// gap, and merging the same entry twice changes nothing.

/** Who answers the visitor changes with these. */
const HANDOVERS = ["assigned", "transferred", "reassigned"];
/** The pace of a conversation to which nothing more will be said; one that has just ended has a quicker one for a while. */
const OVER_MS = 60000;

export class Talk {
  #shelf;
  #entries = new Map();
  #seen = 0;

  constructor(shelf) {
    this.#shelf = shelf;
    this.past = [];
    this.#open(shelf.read("talk"));
  }

  #open(kept) {
    this.id = kept?.conversation_id || null;
    this.state = kept?.state || null;
    this.after = 0;
    this.isRead = false;
    this.#entries = new Map();
    const seen = this.#shelf.read("seen");
    this.#seen = seen && seen.conversation_id === this.id ? seen.seq : 0;
  }

  /** Whether the visitor's next message belongs into this conversation. */
  get isLive() {
    return this.id !== null && this.state !== "closed";
  }

  /** Whether there is something to ask the server: a live conversation, or a closed one that is not read to its end. */
  get isWorthAsking() {
    return this.isLive || (this.id !== null && !this.isRead);
  }

  get entries() {
    return [...this.#entries.values()].sort((one, other) => one.seq - other.seq);
  }

  get unread() {
    return this.entries.filter((entry) => entry.seq > this.#seen && isAnswer(entry)).length;
  }

  /** The agent whose conversation it is now, as the transcript tells it; guests come and go beside them. */
  get agent() {
    const told = this.entries.findLast((entry) => HANDOVERS.includes(entry.kind)) || this.entries.findLast(isAnswer);
    return told ? told.agent || told.author : null;
  }

  /** Whether the agent who has it is there no more. */
  get isAway() {
    return this.state === "open" && this.away;
  }

  /** Whether the agent asked for a moment's patience. */
  get isHeld() {
    if (this.state !== "open") return false;
    return this.entries.findLast((entry) => [...HANDOVERS, "held", "resumed"].includes(entry.kind))?.kind === "held";
  }

  /** What told their place last. */
  get standing() {
    return this.entries.findLast((entry) => entry.place);
  }

  /** The server named the visitor's conversation. An earlier one stays on the screen above it. */
  begin(id, state) {
    if (id !== this.id) {
      this.#putAside();
      this.#open({ conversation_id: id, state });
    }
    this.state = state || "open";
    this.#shelf.write("talk", this.#record);
  }

  /** The conversation is over or out of reach; the next message starts another one. */
  end() {
    if (!this.id) return;
    this.state = "closed";
    this.isRead = false;
    this.#keep();
  }

  /** Clears the screen for a new conversation. */
  leave() {
    this.past = [];
    this.#open(null);
    this.#shelf.drop("talk");
  }

  /** Merges an answer with `entries`; `isWhole` when it has all that comes after `after`. Gives those that were new. */
  take(answer, isWhole = true) {
    const entries = answer.entries || [];
    const news = entries.filter((entry) => this.#add(entry));
    // An answer that begins further on leaves a hole for polling to fill.
    const isNext = isWhole || (entries.length > 0 && entries[0].seq <= this.after + 1);
    if (isNext) this.after = Math.max(this.after, answer.last_seq || 0);
    if (answer.state && this.state !== "closed") this.state = answer.state;
    this.away = answer.agent_away;
    if (!answer.more && isWhole) this.isRead = !(answer.poll_after_ms < OVER_MS);
    this.#keep();
    return news;
  }

  /** Merges the one entry that a post gave back. */
  takeOwn(entry) {
    this.#add(entry);
    if (entry.seq === this.after + 1) this.after = entry.seq;
  }

  #add(entry) {
    if (!Number.isInteger(entry.seq) || this.#entries.has(entry.seq)) return false;
    this.#entries.set(entry.seq, entry);
    return true;
  }

  isSeen(entry) {
    return entry.seq <= this.#seen;
  }

  /** The visitor has looked at everything that is here. */
  markSeen() {
    const last = Math.max(this.#seen, ...this.#entries.keys());
    if (last === this.#seen) return;
    this.#seen = last;
    this.#shelf.write("seen", { conversation_id: this.id, seq: last });
    this.#keep();
  }

  /** Another tab changed what is stored. True when it concerned the conversation. */
  noticed(name, now) {
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

  #putAside() {
    if (this.#entries.size) this.past.push({ id: this.id, entries: this.entries });
  }

  // The loader of the next page reads this to know whether the panel is needed at once.
  get #record() {
    return { conversation_id: this.id, state: this.state, unread: this.unread };
  }

  // Another tab may have gone on to the next conversation: what is learned about this one must not bring it back.
  #keep() {
    const kept = this.#shelf.read("talk");
    if (kept?.conversation_id !== this.id || JSON.stringify(kept) === JSON.stringify(this.#record)) return;
    this.#shelf.write("talk", this.#record);
  }
}

/** Whether an entry is something a person or the desk said to the visitor. */
export function isAnswer(entry) {
  return entry.kind === "message" && entry.author?.kind === "agent";
}

/** Whether the visitor wrote it. */
export function isOwn(entry) {
  return entry.kind === "message" && entry.author?.kind === "visitor";
}
