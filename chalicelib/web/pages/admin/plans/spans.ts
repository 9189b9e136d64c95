/** Spans of a day's clock, as many as are wanted: from when to when. */
import { signal } from "@preact/signals";
import { Field } from "../parts/fields.ts";

const TIME = /^(\d{1,2})(?:[:：.]?([0-5]\d))?$/;
const EVENING = "18:00";

/** "9" is 09:00, "930" and "9：30" are 09:30; what is no time stays as it was typed. */
export function asTime(typed: string): string {
  const [, hour, minute = "00"] = TIME.exec(typed.trim()) ?? [];
  return hour !== undefined && Number(hour) <= 24 ? `${hour.padStart(2, "0")}:${minute}` : typed.trim();
}

/** Whether it ends on the day after. */
export const endsNextDay = ([start, end]: readonly string[]): boolean =>
  end.length === 5 && start.length === 5 && end < start;

/** A field whose value is [["09:00", "12:00"], …]. */
export class SpansField extends Field<string[][]> {
  readonly #spans = signal<string[][]>([]);

  constructor(spans: readonly string[][] = []) {
    super();
    this.#spans.value = spans.map((span) => [...span]);
  }

  get spans(): string[][] {
    return this.#spans.value;
  }

  read(): string[][] {
    return this.spans.map((span) => span.map(asTime)).filter(([start, end]) => start || end);
  }

  write(spans: string[][] | null | undefined): void {
    this.#spans.value = (spans ?? []).map((span) => [...span]);
  }

  type(index: number, side: number, typed: string): void {
    this.#spans.value = this.spans.map((span, at) =>
      at === index ? span.map((time, which) => which === side ? typed : time) : span
    );
  }

  /** What is typed there is done. */
  settle(index: number, side: number): void {
    this.type(index, side, asTime(this.spans[index][side]));
  }

  /** After a morning comes an afternoon. */
  add(): void {
    const last = this.spans.at(-1)?.[1] ?? "";
    this.#spans.value = [...this.spans, last && last < EVENING ? [last, EVENING] : ["", ""]];
  }

  remove(index: number): void {
    this.#spans.value = this.spans.filter((_, at) => at !== index);
  }
}
