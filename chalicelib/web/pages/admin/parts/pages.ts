/** What comes page by page: the first, and more when asked for. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** The pages of one list; `first` is known already, `read(cursor)` gives the one behind. */
export class Pages<Item> {
  readonly #items;
  readonly #next;
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  #left = false;

  constructor(first: Page<Item>, private readonly read: (cursor: string) => Promise<Page<Item>>) {
    this.#items = signal(first.items);
    this.#next = signal(first.next);
  }

  get items(): Item[] {
    return this.#items.value;
  }

  get more(): boolean {
    return this.#next.value !== null;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Reads the next page; nothing while one is being read. */
  readonly readOn = async (): Promise<void> => {
    const cursor = this.#next.peek();
    if (cursor === null || this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      const { items, next } = await this.read(cursor);
      if (this.#left) return;
      this.#items.value = [...this.#items.peek(), ...items];
      this.#next.value = next;
      this.#problem.value = null;
    } catch (problem) {
      this.#problem.value = problem as Problem;
    } finally {
      this.#busy.value = false;
    }
  };

  /** Reads until nothing is left, or a page cannot be had. */
  async readAll(): Promise<void> {
    while (this.#next.peek() !== null && !this.#left) {
      await this.readOn();
      if (this.#problem.peek()) return;
    }
  }

  /** Somebody was changed here: what stood for them is replaced. */
  replace(changed: Item, isSame: (item: Item) => boolean): void {
    this.#items.value = this.#items.peek().map((item) => isSame(item) ? changed : item);
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#left = true;
  }
}
