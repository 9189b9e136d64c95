/** A month as a file for spreadsheets: the desk writes it part by part, and says how far it has come. */
import { signal } from "@preact/signals";
import { ask, insist } from "./asking.ts";
import { download } from "./csv.ts";
import { language } from "./i18n.ts";
import * as operations from "./operations.ts";

const TRIES = 3;

export interface Wanted {
  month: string;
  group_id?: string;
  revision?: number | null;
}

interface Progress {
  done: number;
  of: number;
}

type Read = (wanted: Wanted, cursor: string | null) => Promise<operations.PerformanceCsvPart>;

const read: Read = (wanted, cursor) =>
  insist(
    () =>
      ask(operations.readPerformanceCsv, {
        query: {
          month: wanted.month,
          group_id: wanted.group_id,
          revision: wanted.revision,
          language: language.code,
          cursor: cursor ?? undefined,
        },
      }),
    TRIES,
  );

export class PerformanceExport {
  readonly #progress = signal<Progress | null>(null);
  #left = false;

  constructor(private readonly part: Read = read, private readonly save = download) {}

  /** Null: nothing is being exported. */
  get progress(): Progress | null {
    return this.#progress.value;
  }

  leave(): void {
    this.#left = true;
  }

  /** Every failure is thrown as a Problem. */
  async write(wanted: Wanted): Promise<void> {
    if (this.#progress.peek()) return;
    this.#left = false;
    this.#progress.value = { done: 0, of: 0 };
    const pieces: string[] = [];
    try {
      for (let cursor: string | null = null;;) {
        const { text, done, of, next } = await this.part(wanted, cursor);
        pieces.push(text);
        this.#progress.value = { done, of };
        if (this.#left) return;
        if (!next) break;
        cursor = next;
      }
      this.save(`performance-${wanted.month}.csv`, ...pieces);
    } finally {
      this.#progress.value = null;
    }
  }
}
