/** Money in any currency: the desk counts its smallest unit, people read and write whole ones. */
import { language } from "../../desk/i18n.ts";

const format = (currency: string, more: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  new Intl.NumberFormat(language.code, { style: "currency", currency, currencyDisplay: "narrowSymbol", ...more });

/** How many digits stand behind the point of this currency. */
export function digitsOf(currency: string): number {
  try {
    return format(currency).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // three letters that are no currency
  }
}

export function money(amount: number, currency: string): string {
  const whole = amount / 10 ** digitsOf(currency);
  try {
    return format(currency).format(whole);
  } catch {
    return `${whole.toFixed(2)} ${currency}`;
  }
}

/** What is typed in whole units, in the smallest; null for what is no amount. */
export function amountOf(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const [, whole, part = ""] = /^(\d{1,9})(?:[.．](\d+))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined || part.length > digits) return null;
  return Number(whole) * 10 ** digits + Number(part.padEnd(digits, "0") || 0);
}

export const typedOf = (amount: number, currency: string): string =>
  amount ? (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency)) : "";
