/** The messages this browser left while nobody was there: which of them wait for an answer, and which answers are new. */
import type { OwnMessage } from "../desk/operations.ts";
import { type Known, Left, OUTSTANDING } from "../widget/panel/left.ts";
import type { Shelf } from "../widget/panel/storage.ts";
import { Trouble } from "../widget/panel/transport.ts";
import type { Visitor } from "../widget/panel/visitor.ts";

interface Parts {
  shelf: Pick<Shelf, "read" | "write" | "drop">;
  visitor: Pick<Visitor, "ask" | "isKnown">;
  changed: () => void;
}

export class Letters extends Left {
  readonly #parts: Parts;
  items: OwnMessage[] | null = null;

  constructor(parts: Parts) {
    super(parts.shelf);
    this.#parts = parts;
  }

  isNew(item: OwnMessage): boolean {
    return item.answers.length > (this.known[item.message_id]?.seen || 0);
  }

  /** Asks the desk how they stand. Gives whether it answered. */
  async ask(): Promise<boolean> {
    const { visitor } = this.#parts;
    if (!visitor.isKnown) return this.#take([]);
    try {
      const items: OwnMessage[] = [];
      for (let next: string | null = ""; next !== null;) {
        const cursor: string = next && `?cursor=${encodeURIComponent(next)}`;
        const { status, body } = await visitor.ask("GET", `offline-messages${cursor}`);
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

  #take(items: OwnMessage[]): true {
    const before = this.known;
    this.items = items;
    const told = items.map(({ message_id, answers, state }) => {
      const known = { answers: answers.length, seen: before[message_id]?.seen || 0, isOver: state === "closed" };
      return [message_id, known] as const;
    });
    this.#keep(Object.fromEntries(told));
    return true;
  }

  /** One more was left. */
  add(messageId: string): void {
    this.#keep({ ...this.known, [messageId]: { answers: 0, seen: 0 } });
  }

  markSeen(): void {
    const seen = Object.entries(this.known).map(([id, one]) => [id, { ...one, seen: one.answers }] as const);
    this.#keep(Object.fromEntries(seen));
  }

  #keep(known: Record<string, Known>): void {
    const { shelf, changed } = this.#parts;
    shelf.write("letters", known);
    const waits = Object.values(known).some(({ answers, seen, isOver }) => answers > seen || !(answers || isOver));
    if (waits) shelf.write(OUTSTANDING, true);
    else shelf.drop(OUTSTANDING);
    changed();
  }
}
