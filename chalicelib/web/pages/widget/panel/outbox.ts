/**
 * What the visitor wrote and the server has not acknowledged. Each message is a record of its own in storage, so that two
 * tabs that write at the same moment cannot overwrite each other. The outbox belongs to the plan and to this browser's
 * visitor: when the visitor has to register anew, unsent messages go along.
 */
import type { FileView } from "../../desk/operations.ts";
import { newId, type Shelf } from "./storage.ts";

const BEGINNING = "out:";

export interface Refusal {
  status: number;
  code: string;
  detail: string;
}

export interface Unsent {
  client_id: string;
  order: number;
  text: string;
  refused?: Refusal;
  /** It is there already, and goes with it. */
  file?: FileView;
  quote?: Quote;
}

/** Which message of which conversation it answers. */
export interface Quote {
  conversation_id: string;
  seq: number;
}

const nameOf = (item: Unsent) => `${BEGINNING}${String(item.order).padStart(9, "0")}:${item.client_id}`;

export class Outbox {
  readonly #shelf: Pick<Shelf, "read" | "write" | "drop" | "names">;
  #leaving = new Map<string, Unsent & { rounds: number }>();

  constructor(shelf: Pick<Shelf, "read" | "write" | "drop" | "names">) {
    this.#shelf = shelf;
  }

  /** In the order of sending. */
  get items(): Unsent[] {
    return this.#shelf.names(BEGINNING).map((name) => this.#shelf.read(name)).filter(Boolean);
  }

  /** What to show: unsent messages, and those another tab sent a moment ago that polling has not brought yet. */
  get shown(): Unsent[] {
    const items = this.items;
    const known = new Set(items.map((item) => item.client_id));
    return [...[...this.#leaving.values()].filter((item) => !known.has(item.client_id)), ...items];
  }

  /** The message to send next; refused ones wait for the visitor's decision and do not hold up the others. */
  get next(): Unsent | null {
    return this.items.find((item) => !item.refused) || null;
  }

  add(text: string, file?: FileView, quote?: Quote): Unsent {
    const order = Math.max(0, ...this.items.map((item) => item.order)) + 1;
    const item = { client_id: newId(), order, text, file, quote };
    this.#shelf.write(nameOf(item), item);
    return item;
  }

  remove(clientId: string): void {
    for (const item of this.items) if (item.client_id === clientId) this.#shelf.drop(nameOf(item));
    this.#leaving.delete(clientId);
  }

  refuse(item: Unsent, reason: Refusal): void {
    this.#shelf.write(nameOf(item), { ...item, refused: reason });
  }

  tryAgain(clientId: string): void {
    for (const item of this.items) {
      if (item.client_id === clientId) this.#shelf.write(nameOf(item), { ...item, refused: undefined });
    }
  }

  /** Another tab changed a record. True when it was one of ours. */
  noticed(name: string, before: Unsent | null, after: Unsent | null): boolean {
    if (!name.startsWith(BEGINNING)) return false;
    if (before && !after && !before.refused) this.#leaving.set(before.client_id, { ...before, rounds: 0 });
    return true;
  }

  /**
   * A poll was merged. The first may have begun before the other tab was done; what the second does not bring either
   * was thrown away there.
   */
  settle(): void {
    for (const item of this.#leaving.values()) {
      item.rounds += 1;
      if (item.rounds > 1) this.#leaving.delete(item.client_id);
    }
  }
}
