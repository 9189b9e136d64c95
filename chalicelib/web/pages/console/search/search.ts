/** What was said, looked for: a question, what narrows it, and what was found, page by page. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { FoundView } from "../../desk/operations.ts";

export type Kind = FoundView["kind"] | "";
export type Found = FoundView;

/** So many pages are asked for in a row while they bring nothing: then whoever searches decides whether to go on. */
const PAGES_IN_A_ROW = 5;

export interface Question {
  words: string;
  kind: Kind;
  /** Days on the calendar of whoever asks, as a date field has them; "": any. */
  from: string;
  to: string;
}

export interface Results {
  items: readonly Found[];
  next: string | null;
  /** Which field of the question was refused; "": none. */
  refused: string;
  failed: boolean;
}

const NOTHING: Results = { items: [], next: null, refused: "", failed: false };

export class Search {
  readonly #question = signal<Question>({ words: "", kind: "", from: "", to: "" });
  readonly #results = signal<Results | null>(null);
  readonly #busy = signal(false);
  /** Each question has its number: what comes for an earlier one is not shown. */
  #asked = 0;

  get question(): Question {
    return this.#question.value;
  }

  /** Null until something was looked for. */
  get results(): Results | null {
    return this.#results.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  change(changes: Partial<Question>): void {
    this.#question.value = { ...this.#question.peek(), ...changes };
  }

  async ask(): Promise<void> {
    this.#asked += 1;
    this.#results.value = null;
    if (this.#question.peek().words.trim()) await this.#read(NOTHING);
    else this.#busy.value = false;
  }

  async more(): Promise<void> {
    const before = this.#results.peek();
    if (before && !this.#busy.peek()) await this.#read({ ...before, failed: false });
  }

  async #read(before: Results): Promise<void> {
    const asked = this.#asked;
    const show = (results: Results) => asked === this.#asked && (this.#results.value = results);
    this.#busy.value = true;
    let known = before;
    try {
      for (let pages = 0; pages < PAGES_IN_A_ROW; pages += 1) {
        const { items, next } = await api.search({
          ...queryOf(this.#question.peek()),
          cursor: known.next ?? undefined,
        });
        if (asked !== this.#asked) return;
        known = { ...known, items: [...known.items, ...items], next };
        if (items.length || !next) break;
      }
      show(known);
    } catch (problem) {
      const { status, errors } = problem as Problem;
      show(status === 422 ? { ...known, refused: errors[0]?.field ?? "q" } : { ...known, failed: true });
    } finally {
      if (asked === this.#asked) this.#busy.value = false;
    }
  }
}

/** Days become moments: from the beginning of the first to the end of the last. */
export function queryOf({ words, kind, from, to }: Question) {
  return {
    q: words.trim(),
    kind: kind || undefined,
    since: from ? new Date(`${from}T00:00:00`).toISOString() : undefined,
    until: to ? new Date(`${to}T23:59:59.999`).toISOString() : undefined,
  };
}

/** The text in pieces, those that were asked for apart from the others. */
export function marked(text: string, words: string): Array<{ text: string; isFound: boolean }> {
  const wanted = words.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) return [{ text, isFound: false }];
  const pieces = text.split(new RegExp(`(${wanted.join("|")})`, "iu"));
  return pieces.map((piece, index) => ({ text: piece, isFound: index % 2 === 1 })).filter((piece) => piece.text);
}
