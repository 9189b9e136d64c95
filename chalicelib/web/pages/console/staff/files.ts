/** Staff files as they are read: a list that goes on, and what becomes of its entries. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { StaffEntryView, StaffKindsView, StaffMonthView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import * as asking from "./asking.ts";
import { newsOf } from "./news.ts";
import type { View } from "./place.ts";
import type { Desk } from "../desk.ts";

interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** A list that is read page by page; what fails is asked for again. */
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

function thisMonth(): string {
  const today = new Date(now());
  return `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}`;
}

export class Files {
  readonly #month = signal(thisMonth());
  readonly #agent = signal("");
  readonly #kinds = signal<StaffKindsView | null>(null);
  readonly entries: Listed<StaffEntryView>;
  readonly sums: Listed<StaffMonthView>;

  constructor(readonly desk: Desk, readonly view: View) {
    this.entries = new Listed((cursor) => asking.listEntries({ ...this.#asked, cursor }));
    this.sums = new Listed((cursor) =>
      asking.listSums({
        month: this.#month.peek(),
        agent_id: view === "own" ? desk.agentId : this.#agent.peek() || undefined,
        cursor,
      })
    );
  }

  get month(): string {
    return this.#month.value;
  }

  /** Of whom alone; empty: of everybody in reach. */
  get agent(): string {
    return this.#agent.value;
  }

  get kinds(): StaffKindsView | null {
    return this.#kinds.value;
  }

  readonly start = async (): Promise<void> => {
    asking.readKinds().then((kinds) => this.#kinds.value = kinds, () => null); // sums show ids until then
    await this.again();
  };

  readonly again = async (): Promise<void> => {
    await Promise.all([this.entries.look(), this.view === "waiting" ? null : this.sums.look()]);
  };

  choose(month: string, agent = this.#agent.peek()): void {
    this.#month.value = month;
    this.#agent.value = agent;
    void this.again();
  }

  /** An entry is otherwise than it was read: others may be by that. */
  changed(entry: StaffEntryView): void {
    this.entries.replace(entry, ({ entry_id: id }) => id === entry.entry_id);
    newsOf(this.desk).wake();
  }

  async seen(id: string): Promise<Problem | null> {
    try {
      this.changed(await asking.markSeen(id));
      return null;
    } catch (problem) {
      return problem as Problem;
    }
  }

  get #asked() {
    const agent = this.#agent.peek();
    if (this.view !== "month") return { view: this.view };
    if (agent) return { view: "agent" as const, agent_id: agent };
    return { view: "month" as const, month: this.#month.peek() };
  }
}
