// The messages this browser left while nobody was there: which of them wait for an answer, and which answers are new.

import { Trouble } from "./transport.js";

/** Stands in storage while something is outstanding; the loader of the next page sees it and asks once. */
const OUTSTANDING = "outstanding";

export class Letters {
  #shelf;
  #visitor;
  #changed;

  constructor({ shelf, visitor, changed }) {
    this.#shelf = shelf;
    this.#visitor = visitor;
    this.#changed = changed;
    this.items = null;
  }

  get #known() {
    return this.#shelf.read("letters") || {};
  }

  get isAny() {
    return Object.keys(this.#known).length > 0;
  }

  get isOutstanding() {
    return this.#shelf.read(OUTSTANDING) !== null;
  }

  /** Answers nobody has looked at in this browser. */
  get unread() {
    return Object.values(this.#known).reduce((sum, { answers, seen }) => sum + Math.max(0, answers - seen), 0);
  }

  isNew(item) {
    return item.answers.length > (this.#known[item.message_id]?.seen || 0);
  }

  /** Asks the desk how they stand. Gives whether it answered. */
  async ask() {
    if (!this.#visitor.isKnown) return this.#take([]);
    try {
      const items = [];
      for (let next = ""; next !== null; ) {
        const { status, body } = await this.#visitor.ask("GET", `offline-messages${next && `?cursor=${next}`}`);
        if (status !== 200) return false;
        items.push(...body.items);
        next = body.next;
      }
      return this.#take(items);
    } catch (trouble) {
      if (trouble instanceof Trouble) return false;
      throw trouble;
    }
  }

  #take(items) {
    const before = this.#known;
    this.items = items;
    const told = items.map(({ message_id, answers, state }) => [
      message_id,
      { answers: answers.length, seen: before[message_id]?.seen || 0, isOver: state === "closed" },
    ]);
    this.#keep(Object.fromEntries(told));
    return true;
  }

  /** One more was left. */
  add(messageId) {
    this.#keep({ ...this.#known, [messageId]: { answers: 0, seen: 0 } });
  }

  markSeen() {
    const seen = Object.entries(this.#known).map(([id, one]) => [id, { ...one, seen: one.answers }]);
    this.#keep(Object.fromEntries(seen));
  }

  #keep(known) {
    this.#shelf.write("letters", known);
    const waits = Object.values(known).some(({ answers, seen, isOver }) => answers > seen || !(answers || isOver));
    if (waits) this.#shelf.write(OUTSTANDING, true);
    else this.#shelf.drop(OUTSTANDING);
    this.#changed();
  }
}
