/** What was left open on a day, page by page, for those who lead. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { UnfinishedLeft } from "../../desk/operations.ts";

const MORNING_ENDS = 12;

/** The day that is looked at first: yesterday until noon, then today. */
export function firstDay(now: Date): string {
  const day = new Date(now);
  if (day.getHours() < MORNING_ENDS) day.setDate(day.getDate() - 1);
  const two = (number: number) => String(number).padStart(2, "0");
  return [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join("-");
}

interface Page {
  items: UnfinishedLeft[];
  next: string | null;
}

type State = "loading" | "there" | "failed";

export class Left {
  readonly #day = signal("");
  readonly #items = signal<readonly UnfinishedLeft[]>([]);
  readonly #state = signal<State>("loading");
  #next: string | null = null;
  #turn = 0;

  constructor(
    private readonly read: (day: string, cursor: string | null) => Promise<Page> = api.listLeftOpen,
    now = new Date(),
  ) {
    this.#day.value = firstDay(now);
  }

  get day(): string {
    return this.#day.value;
  }

  get items(): readonly UnfinishedLeft[] {
    return this.#items.value;
  }

  get state(): State {
    return this.#state.value;
  }

  get hasMore(): boolean {
    return this.#state.value === "there" && this.#next !== null;
  }

  async look(day = this.#day.peek()): Promise<void> {
    this.#day.value = day;
    this.#items.value = [];
    await this.#fetch(null);
  }

  async more(): Promise<void> {
    if (this.#next !== null) await this.#fetch(this.#next);
  }

  /** What failed is asked for again. */
  async again(): Promise<void> {
    await this.#fetch(this.#items.peek().length ? this.#next : null);
  }

  async #fetch(cursor: string | null): Promise<void> {
    const turn = this.#turn += 1;
    this.#state.value = "loading";
    try {
      const page = await this.read(this.#day.peek(), cursor);
      if (turn !== this.#turn) return;
      this.#next = page.next;
      this.#items.value = [...this.#items.peek(), ...page.items];
      this.#state.value = "there";
    } catch {
      if (turn === this.#turn) this.#state.value = "failed";
    }
  }
}
