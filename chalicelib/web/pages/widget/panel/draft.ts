/** What stands in the field and is not sent yet; and whether it may be sent. */
import { kept, remember } from "./session.ts";

const COUNT_FROM = 0.95;

const wellFormed = (text: string) => (text.toWellFormed ? text.toWellFormed() : text);

/** How a text stands against the limit of characters. What is too long is neither sent nor shortened. */
export function standingOf(text: string, limit: number) {
  const left = limit - [...text.trim()].length;
  const isTooLong = left < 0;
  return { left, isTooLong, isCounted: left <= limit * (1 - COUNT_FROM), canSend: Boolean(text.trim()) && !isTooLong };
}

/** What was typed is never thrown away: it survives a reload in its tab, and a text that is too long stays. */
export class Draft {
  readonly #mark: string;
  #text: string;

  constructor(mark: string) {
    this.#mark = mark;
    this.#text = kept(mark) || "";
  }

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    remember(this.#mark, text);
  }

  /** `typed`, which the field begins with, to be sent; what is behind that stays. Null when it cannot be sent as it is. */
  take(limit: number, typed: string): string | null {
    if (!this.#text.startsWith(typed) || !standingOf(typed, limit).canSend) return null;
    this.text = this.#text.slice(typed.length);
    return wellFormed(typed.trim());
  }
}
