/** Something that is read from the desk, and lists of it that go on. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";

/** What is known stays while it is read anew, and when that fails; an answer to an earlier question is not heard. */
export class Read<Data> {
  readonly #data = signal<Data | null>(null);
  readonly #problem = signal<Problem | null>(null);
  #turn = 0;

  constructor(private readonly load: () => Promise<Data>) {}

  get data(): Data | null {
    return this.#data.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  readonly reload = async (): Promise<void> => {
    const turn = ++this.#turn;
    try {
      const data = await this.load();
      if (turn !== this.#turn) return;
      this.#data.value = data;
      this.#problem.value = null;
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    }
  };

  /** Something was learnt without asking. */
  learn(data: Data): void {
    this.#turn += 1;
    this.#data.value = data;
    this.#problem.value = null;
  }
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** A list, page by page. */
export class ReadList<Item> {
  readonly #items = signal<Item[]>([]);
  readonly first: Read<Page<Item>>;
  readonly #next = signal<string | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);

  constructor(private readonly page: (cursor: string) => Promise<Page<Item>>) {
    this.first = new Read(async () => {
      const page = await this.page("");
      this.#items.value = page.items;
      this.#next.value = page.next;
      return page;
    });
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

  /** Its next page is on its way. */
  get busy(): boolean {
    return this.#busy.value;
  }

  readonly readOn = async (): Promise<void> => {
    const cursor = this.#next.peek();
    if (cursor === null || this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      const { items, next } = await this.page(cursor);
      this.#items.value = [...this.#items.peek(), ...items];
      this.#next.value = next;
      this.#problem.value = null;
    } catch (problem) {
      this.#problem.value = problem as Problem;
    } finally {
      this.#busy.value = false;
    }
  };
}
