/** What was published of an article, and what is new in one beside another. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { ComparisonView, EditionSummaryView } from "../../desk/operations.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

/** Two of them; `to` null: what is worked on now. */
export interface Pair {
  from: number;
  to: number | null;
}

export class VersionList {
  readonly pair = signal<Pair | null>(null);
  readonly #comparison = signal<ComparisonView | null>(null);
  readonly #problem = signal<Problem | null>(null);
  #turn = 0;

  readonly reading = new Reading(async () => {
    const first = await asking.listEditions(this.id, null);
    return new Pages<EditionSummaryView>(first, (cursor) => asking.listEditions(this.id, cursor));
  });

  constructor(private readonly id: string) {}

  get comparison(): ComparisonView | null {
    return this.#comparison.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  readonly compare = async (pair: Pair): Promise<void> => {
    const turn = ++this.#turn;
    this.pair.value = pair;
    this.#problem.value = null;
    try {
      const comparison = await asking.compare(this.id, pair.from, pair.to);
      if (turn === this.#turn) this.#comparison.value = comparison;
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    }
  };
}
