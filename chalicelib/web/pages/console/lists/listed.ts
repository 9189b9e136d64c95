/** A list that is read page by page; what fails is asked for again. */
import { signal } from "@preact/signals";

interface Page<Item> {
  items: Item[];
  next: string | null;
}

export class Listed<Item> {
  readonly #items = signal<readonly Item[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #state = signal<"loading" | "there" | "failed">("loading");
  #turn = 0;

  constructor(private readonly read: (cursor: string | undefined) => Promise<Page<Item>>) {}

  get items(): readonly Item[] {
    return this.#items.value;
  }

  get state() {
    return this.#state.value;
  }

  get hasMore(): boolean {
    return this.#next.value !== null;
  }

  readonly look = async (): Promise<void> => {
    this.#items.value = [];
    await this.#fetch(null);
  };

  readonly more = async (): Promise<void> => {
    if (this.#next.peek() !== null) await this.#fetch(this.#next.peek());
  };

  readonly again = async (): Promise<void> => {
    await this.#fetch(this.#items.peek().length ? this.#next.peek() : null);
  };

  /** All of it, as far as it can be had. Throws Problem. */
  async whole(): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | undefined;
    for (;;) {
      const page: Page<Item> = await this.read(cursor);
      items.push(...page.items);
      if (!page.next) return items;
      cursor = page.next;
    }
  }

  replace(changed: Item, isSame: (item: Item) => boolean): void {
    this.#items.value = this.#items.peek().map((each) => isSame(each) ? changed : each);
  }

  async #fetch(cursor: string | null): Promise<void> {
    const turn = this.#turn += 1;
    this.#state.value = "loading";
    try {
      const page = await this.read(cursor ?? undefined);
      if (turn !== this.#turn) return;
      this.#items.value = [...this.#items.peek(), ...page.items];
      this.#next.value = page.next;
      this.#state.value = "there";
    } catch {
      if (turn === this.#turn) this.#state.value = "failed";
    }
  }
}
