/** The days whose audit log is sealed, and whether each is still as it was. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { SealedDay } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

const CHAIN = /^[0-9a-f]{64}$/;

/** What looking at a day came to: as it is sealed, or why it could not be looked at. */
export type Looked = { day: SealedDay } | { words: string };

export class Seals {
  readonly reading = new Reading(async () => {
    const first = await api.listSealed(null);
    return new Pages(first, (cursor) => api.listSealed(cursor));
  });
  readonly #letter = signal("");
  readonly #looked = signal<ReadonlyMap<string, Looked>>(new Map());
  readonly #busy = signal<string | null>(null);

  /** What somebody pasted from a letter. */
  get letter(): string {
    return this.#letter.value;
  }

  set letter(text: string) {
    this.#letter.value = text;
  }

  /** The seal in it, null while it is none. */
  get sealOfLetter(): string | null {
    const text = this.letter.replace(/\s/g, "").toLowerCase();
    return CHAIN.test(text) ? text : null;
  }

  /** The day that is looked at. */
  get busy(): string | null {
    return this.#busy.value;
  }

  lookedAt(day: string): Looked | undefined {
    return this.#looked.value.get(day);
  }

  /** Looks at all that the seals of a day hold. */
  async look(day: string, letter: string | null = null): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = day;
    let looked: Looked;
    try {
      looked = { day: await api.verifyDay(day, letter ?? "") };
    } catch (problem) {
      looked = { words: wordsOf(problem as Problem) };
    }
    this.#looked.value = new Map(this.#looked.peek()).set(day, looked);
    this.#busy.value = null;
  }
}
