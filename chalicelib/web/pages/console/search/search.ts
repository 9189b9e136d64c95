/** What was said, looked for: a question, what narrows it, and what was found, page by page. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { FoundView, OverviewView } from "../../desk/operations.ts";

export type Kind = FoundView["kind"] | "";
export type Found = FoundView;

/** So many pages are asked for in a row while they bring nothing: then whoever searches decides whether to go on. */
const PAGES_IN_A_ROW = 5;

export interface Question {
  words: string;
  kind: Kind;
  /** Of a customer; "": any. */
  tag: string;
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
  readonly #question = signal<Question>({ words: "", kind: "", tag: "", from: "", to: "" });
  readonly #results = signal<Results | null>(null);
  readonly #overview = signal<OverviewView | null>(null);
  readonly #busy = signal(false);
  readonly #tags = signal<readonly string[]>([]);
  /** Each question has its number: what comes for an earlier one is not shown. */
  #asked = 0;

  get question(): Question {
    return this.#question.value;
  }

  /** Null until something was looked for. */
  get results(): Results | null {
    return this.#results.value;
  }

  /** What is known by the number or address that was asked for; null: something else was, or is yet to come. */
  get overview(): OverviewView | null {
    return this.#overview.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Those that customers have, once they were read; without them one types. */
  get tags(): readonly string[] {
    return this.#tags.value;
  }

  async readTags(): Promise<void> {
    if (this.#tags.peek().length) return;
    this.#tags.value = (await api.listTags().catch(() => [])).map(({ tag }) => tag);
  }

  change(changes: Partial<Question>): void {
    this.#question.value = { ...this.#question.peek(), ...changes };
  }

  /** Looks for these words at once; a number or an address brings all that is known by it, whatever the kind. */
  begin({ words, kind }: Pick<Question, "words" | "kind">): void {
    if (!words) return;
    this.change({ words });
    if (!isContact(this.#question.peek())) this.change({ kind });
    void this.ask();
  }

  /** A number or an address that nothing narrows brings all that is known by it; `asWords`: wherever it was said. */
  async ask(asWords = false): Promise<void> {
    this.#asked += 1;
    this.#results.value = null;
    this.#overview.value = null;
    const { words, tag } = this.#question.peek();
    if (!asWords && isContact(this.#question.peek())) await this.#lookOver(words.trim());
    else if (words.trim() || tag.trim()) await this.#read(NOTHING);
    else this.#busy.value = false;
  }

  async more(): Promise<void> {
    const before = this.#results.peek();
    if (before && !this.#busy.peek()) await this.#read({ ...before, failed: false });
  }

  async #lookOver(contact: string): Promise<void> {
    const asked = this.#asked;
    this.#busy.value = true;
    try {
      const overview = await api.searchOverview(contact);
      if (asked === this.#asked) this.#overview.value = overview;
    } catch {
      if (asked === this.#asked) this.#results.value = { ...NOTHING, failed: true };
    } finally {
      if (asked === this.#asked) this.#busy.value = false;
    }
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
export function queryOf({ words, kind, tag, from, to }: Question) {
  return {
    q: words.trim(),
    kind: kind || undefined,
    tag: tag.trim() || undefined,
    since: from ? new Date(`${from}T00:00:00`).toISOString() : undefined,
    until: to ? new Date(`${to}T23:59:59.999`).toISOString() : undefined,
  };
}

/** Whether it is a telephone number (its last four digits at least) or an e-mail address, and nothing narrows it. */
export function isContact({ words, kind, tag, from, to }: Question): boolean {
  const text = words.trim();
  const isNumber = /^\+?[\d\s\-.()/]+$/.test(text) && text.replace(/\D/g, "").length >= 4;
  return !kind && !tag.trim() && !from && !to && (isNumber || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text));
}

/** The text in pieces, those that were asked for apart from the others. */
export function marked(text: string, words: string): Array<{ text: string; isFound: boolean }> {
  const wanted = words.trim().split(/\s+/).filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) return [{ text, isFound: false }];
  const pieces = text.split(new RegExp(`(${wanted.join("|")})`, "iu"));
  return pieces.map((piece, index) => ({ text: piece, isFound: index % 2 === 1 })).filter((piece) => piece.text);
}
