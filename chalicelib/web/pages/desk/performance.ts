/** What months came to, as numbers that people read: values in their units, points, money. */
import { duration } from "./format.ts";
import { language } from "./i18n.ts";

const NONE = "–";

const number = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(language.code, { maximumFractionDigits: 2, ...options }).format(value);

/** A value of an indicator, in its unit. */
export function valueWritten(unit: string, value: number | null): string {
  if (value === null) return NONE;
  if (unit === "share") return number(value, { style: "percent" });
  if (unit === "hours") return number(value, { style: "unit", unit: "hour", unitDisplay: "short" });
  if (unit !== "seconds") return number(value);
  return value < 10 && value % 1
    ? number(value, { style: "unit", unit: "second", unitDisplay: "narrow" })
    : duration(Math.round(value) * 1000);
}

export const scoreWritten = (score: number | null): string => score === null ? NONE : number(score);

/** An amount in the smallest unit of its currency. */
export function moneyWritten(units: number | null, currency: string): string {
  if (units === null) return NONE;
  const format = new Intl.NumberFormat(language.code, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  return format.format(units / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** Months as 2026-11. */
export const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

/** By universal time: near enough for what is shown first. */
export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7);

export function monthBeside(month: string, step: number): string {
  const [year, place] = month.split("-").map(Number);
  return monthOf(Date.UTC(year, place - 1 + step, 1));
}

export const monthWritten = (month: string): string =>
  new Intl.DateTimeFormat(language.code, { year: "numeric", month: "long", timeZone: "UTC" })
    .format(new Date(`${month}-01T00:00:00Z`));
