/**
 * What people paste: numbers with full-width digits, marks of direction and dashes of every kind, addresses with something
 * unseen around them. It is read here as the desk reads it; `contacts.json` has the cases, for the desk's tests too.
 */

const UNSEEN = /\p{Cf}/gu;
const JOINERS = "\u200c\u200d"; // names in Persian and many an emoji need them
const BEFORE_A_NUMBER = /^[^\p{L}\p{Nd}+]*/u;
const AFTER_A_NUMBER = /[^\p{L}\p{Nd}]*$/u;
const BETWEEN_DIGITS = /[\s()[\].,/~\-\u2010-\u2015\u2212\u2053\u223c\u30fc]/g;
const NUMBER = /^\+?\d{6,17}$/;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const NOTHING_TO_SEE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]*$/u;
const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

const plainly = (text: string): string => text.normalize("NFKC").replace(UNSEEN, "").replace(/。/g, ".").trim();

/** The digits of a number, after + with the country's; null for what is no number. */
export function mobileOf(typed: string): string | null {
  const plain = plainly(typed).replace(BEFORE_A_NUMBER, "").replace(AFTER_A_NUMBER, "");
  const number = plain.replace(BETWEEN_DIGITS, "").replace(/\p{Nd}/gu, digit);
  return NUMBER.test(number) ? number : null;
}

// Digits of a script stand in a row of ten, from nothing to nine.
function digit(sign: string): string {
  const code = sign.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** An address; null for what is none. The desk looks more closely. */
export function emailOf(typed: string): string | null {
  const plain = plainly(typed);
  return ADDRESS.test(plain) ? plain : null;
}

/** A name in one line; null for one in which there is nothing to see, or what no name has. */
export function nameOf(typed: string): string | null {
  const name = typed.replace(UNSEEN, (sign) => JOINERS.includes(sign) ? sign : "").trim();
  return CONTROL.test(name) || NOTHING_TO_SEE.test(name) ? null : name.split(/\s+/).join(" ");
}
