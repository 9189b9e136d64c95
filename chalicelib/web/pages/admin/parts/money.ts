/** Money: the desk counts fen, people read and write yuan. */
import { language } from "../../desk/i18n.ts";
import { Field, type FieldOptions } from "./fields.ts";
import { signal } from "@preact/signals";

const YUAN = /^(\d{1,7})(?:[.．](\d{1,2}))?$/;

export const yuan = (fen: number, signed = false): string =>
  new Intl.NumberFormat(language.code, {
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
    signDisplay: signed ? "always" : "auto",
  }).format(fen / 100);

const written = (fen: number | null | undefined): string => Number.isInteger(fen) ? (fen! / 100).toFixed(2) : "";

/** Fen of what is typed in yuan; null for what is no amount. */
export function fenOf(typed: string): number | null {
  const [, whole, part = ""] = YUAN.exec(typed.trim()) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

/** What is typed in yuan and read in fen; NaN, which goes to the desk as null, for what is no amount. */
export class YuanField extends Field<number> {
  readonly #typed;

  constructor({ value, ...options }: FieldOptions<number | null> = {}) {
    super(options);
    this.#typed = signal(written(value));
  }

  get typed(): string {
    return this.#typed.value;
  }

  set typed(text: string) {
    this.#typed.value = text;
  }

  read(): number {
    return fenOf(this.typed) ?? NaN;
  }

  write(fen: number | null | undefined): void {
    this.typed = written(fen);
  }
}
