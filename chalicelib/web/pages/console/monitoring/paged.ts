/** A list that comes in pages: its first page is read again and again while it is looked at, nothing while it is not. */
import { signal } from "@preact/signals";
import { Poller } from "../../desk/poller.ts";
import type { Shown } from "../lists/lists.tsx";

interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

interface Parts<Item> {
  /** Null: there is nothing to ask yet. */
  read: (cursor: string | null) => Promise<PageOf<Item>> | null;
  idOf: (item: Item) => string;
  paceMs: number;
  /** Whether what was listed before still belongs there, though it is not on the first page. */
  keeps: (item: Item) => boolean;
}

export class Paged<Item> {
  readonly #parts: Parts<Item>;
  readonly #items = signal<readonly Item[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #loaded = signal(false);
  readonly #failed = signal(false);
  readonly #loadingMore = signal(false);
  readonly #poller = new Poller(() => this.#readFirst());
  /** What was asked before something else is, is answered in vain. */
  #turn = 0;

  constructor(parts: Parts<Item>) {
    this.#parts = parts;
  }

  get items(): readonly Item[] {
    return this.#items.value;
  }

  get shown(): Shown<Item> {
    return {
      items: this.items,
      loaded: this.#loaded.value,
      failed: this.#failed.value,
      hasMore: this.#next.value !== null,
      loadingMore: this.#loadingMore.value,
      more: () => void this.#more(),
    };
  }

  look(looking: boolean): void {
    if (looking) this.#poller.start();
    else this.#poller.stop();
  }

  /** Something else is asked for. */
  again(): void {
    this.#turn += 1;
    this.#items.value = [];
    this.#next.value = null;
    this.#loaded.value = this.#failed.value = false;
    this.#poller.wake();
  }

  wake(): void {
    this.#poller.wake();
  }

  learn(item: Item): void {
    const id = this.#parts.idOf(item);
    this.#items.value = this.#items.peek().map((each) => this.#parts.idOf(each) === id ? item : each);
  }

  async #readFirst(): Promise<number> {
    const { read, paceMs, idOf, keeps } = this.#parts;
    const turn = this.#turn;
    // a page that nobody sees costs nothing
    const asked = document.hidden ? null : read(null);
    if (!asked) return paceMs;
    try {
      const page = await asked;
      if (turn !== this.#turn) return 0;
      const first = new Set(page.items.map(idOf));
      const others = this.#items.peek().filter((each) => !first.has(idOf(each)) && keeps(each));
      this.#items.value = [...page.items, ...others];
      if (!this.#loaded.peek()) this.#next.value = page.next;
      this.#loaded.value = true;
      this.#failed.value = false;
    } catch (problem) {
      this.#failed.value = !this.#loaded.peek();
      throw problem;
    }
    return paceMs;
  }

  async #more(): Promise<void> {
    const [cursor, turn] = [this.#next.peek(), this.#turn];
    if (!cursor || this.#loadingMore.peek()) return void (this.#failed.peek() && this.#poller.wake());
    this.#loadingMore.value = true;
    try {
      const page = await this.#parts.read(cursor)!;
      if (turn !== this.#turn) return;
      const known = new Set(this.#items.peek().map(this.#parts.idOf));
      this.#items.value = [...this.#items.peek(), ...page.items.filter((each) => !known.has(this.#parts.idOf(each)))];
      this.#next.value = page.next;
      this.#failed.value = false;
    } catch {
      this.#failed.value = true;
    } finally {
      this.#loadingMore.value = false;
    }
  }
}
