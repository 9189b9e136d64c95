/**
 * Every conversation this page has heard of, in its newest known form, and the two lists an agent works from.
 * Answers may arrive out of order; every change of a conversation adds an entry, so the higher last_seq is the newer.
 */

export class Conversations extends EventTarget {
  #known = new Map();
  #inbox = new Set();
  #left = new Map();

  constructor(agentId) {
    super();
    this.agentId = agentId;
  }

  get(id) {
    return this.#known.get(id) ?? null;
  }

  isMine(conversation) {
    return conversation.state === 'open' && conversation.agent?.id === this.agentId;
  }

  /** Whether I was invited to help with it. */
  isGuest(conversation) {
    return conversation.state === 'open' && (conversation.guests ?? []).some((guest) => guest.id === this.agentId);
  }

  /** Whether I may write in it: mine, or I am a guest. */
  isOurs(conversation) {
    return this.isMine(conversation) || this.isGuest(conversation);
  }

  /** Those that count against my capacity: not those whose visitors have left. */
  get serving() {
    return this.#listed().filter((one) => this.isMine(one) && one.takes_slot !== false);
  }

  /** Mine and those I help with, those who wait for an answer first, then the most recent. */
  get mine() {
    const mine = this.#listed().filter((one) => this.isOurs(one));
    const newest = (a, b) => (b.last_at ?? '').localeCompare(a.last_at ?? '');
    return mine.sort((a, b) => isUnanswered(b) - isUnanswered(a) || newest(a, b));
  }

  /** The line, the next one first. */
  get waiting() {
    const line = this.#listed().filter((one) => one.state === 'waiting');
    return line.sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || since(a).localeCompare(since(b)));
  }

  #listed() {
    return [...this.#inbox].map((id) => this.#known.get(id));
  }

  /** Learns one conversation; gives false when something newer is known already. */
  learn(conversation) {
    // Who has left is told by the inbox, and by the card.
    const left = conversation.left_at ?? this.#known.get(conversation.conversation_id)?.left_at ?? null;
    const changed = this.#keep({ ...conversation, left_at: left });
    if (changed) {
      this.#sort(conversation.conversation_id);
      this.dispatchEvent(new Event('changed'));
    }
    return changed;
  }

  /** The desk no longer shows it to us: whoever has it now, we do not. */
  lose(id) {
    const known = this.#known.get(id);
    if (!known || !this.isOurs(known)) return;
    this.#known.set(id, { ...known, agent: null, guests: [] });
    this.#sort(id);
    this.dispatchEvent(new Event('changed'));
  }

  /** Learns an inbox answer. `whole` is the first one, which says everything there is. */
  learnInbox({ items, gone, whole }) {
    if (whole) this.#inbox.clear();
    for (const item of items) {
      this.#left.delete(item.conversation_id);
      this.#keep(item);
      this.#sort(item.conversation_id);
    }
    for (const id of gone) {
      this.#inbox.delete(id);
      this.#left.set(id, this.#known.get(id)?.last_seq ?? 0);
    }
    if (whole || items.length || gone.length) this.dispatchEvent(new Event('changed'));
  }

  #keep(conversation) {
    const known = this.#known.get(conversation.conversation_id);
    if (known && known.last_seq > conversation.last_seq) {
      // Only one kind of answer tells about the visitor, and that does not age with the entries.
      known.visitor = conversation.visitor ?? known.visitor;
      return false;
    }
    // Only the line itself tells places; the other answers leave them out.
    const place = conversation.state === 'waiting' ? (conversation.place ?? known?.place ?? null) : null;
    const expected = conversation.place ? conversation.expected : (place && known?.expected);
    this.#known.set(conversation.conversation_id, { ...known, ...conversation, place, expected });
    return true;
  }

  #sort(id) {
    const conversation = this.#known.get(id);
    // What the inbox said is gone comes back with a new entry only, not by an older answer about it.
    const isBack = conversation.last_seq > (this.#left.get(id) ?? -1);
    if (isBack && (conversation.state === 'waiting' || this.isOurs(conversation))) this.#inbox.add(id);
    else this.#inbox.delete(id);
  }
}

/** The last word is not an agent's. */
export const isUnanswered = (conversation) => conversation.state === 'open' && conversation.last_author !== 'agent';

const since = (conversation) => conversation.waiting_since ?? conversation.started_at ?? '';
