/** Staff files as they are read: a list that goes on, and what becomes of its entries. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { StaffEntryView, StaffKindsView, StaffMonthView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { Listed } from "../lists/listed.ts";
import * as asking from "./asking.ts";
import { newsOf } from "./news.ts";
import type { View } from "./place.ts";
import type { Desk } from "../desk.ts";

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
