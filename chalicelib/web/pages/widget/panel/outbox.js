// What the visitor wrote and the server has not acknowledged. Each message is a record of its own in storage, so that two
// tabs that write at the same moment cannot overwrite each other. The outbox belongs to the plan and to this browser's
// visitor: when the visitor has to register anew, unsent messages go along.

import { newId } from "./storage.js";

const BEGINNING = "out:";
const nameOf = (item) => `${BEGINNING}${String(item.order).padStart(9, "0")}:${item.client_id}`;

export class Outbox {
  #shelf;
  #leaving = new Map();

  constructor(shelf) {
    this.#shelf = shelf;
  }

  /** In the order of sending. */
  get items() {
    return this.#shelf.names(BEGINNING).map((name) => this.#shelf.read(name)).filter(Boolean);
  }

  /** What to show: unsent messages, and those another tab sent a moment ago that polling has not brought yet. */
  get shown() {
    const items = this.items;
    const known = new Set(items.map((item) => item.client_id));
    return [...[...this.#leaving.values()].filter((item) => !known.has(item.client_id)), ...items];
  }

  /** The message to send next; refused ones wait for the visitor's decision and do not hold up the others. */
  get next() {
    return this.items.find((item) => !item.refused) || null;
  }

  add(text) {
    const order = Math.max(0, ...this.items.map((item) => item.order)) + 1;
    const item = { client_id: newId(), order, text };
    this.#shelf.write(nameOf(item), item);
    return item;
  }

  remove(clientId) {
    for (const item of this.items) if (item.client_id === clientId) this.#shelf.drop(nameOf(item));
    this.#leaving.delete(clientId);
  }

  refuse(item, reason) {
    this.#shelf.write(nameOf(item), { ...item, refused: reason });
  }

  tryAgain(clientId) {
    for (const item of this.items) {
      if (item.client_id === clientId) this.#shelf.write(nameOf(item), { ...item, refused: undefined });
    }
  }

  /** Another tab changed a record. True when it was one of ours. */
  noticed(name, before, after) {
    if (!name.startsWith(BEGINNING)) return false;
    if (before && !after && !before.refused) this.#leaving.set(before.client_id, { ...before, rounds: 0 });
    return true;
  }

  /** A poll was merged. The first may have begun before the other tab was done; what the second does not bring either
   * was thrown away there. */
  settle() {
    for (const item of this.#leaving.values()) {
      item.rounds += 1;
      if (item.rounds > 1) this.#leaving.delete(item.client_id);
    }
  }
}
