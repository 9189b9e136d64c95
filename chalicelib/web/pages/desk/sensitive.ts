/**
 * Numbers and addresses that not everybody may read, as `core/sensitive.py` finds and hides them (F8): both are held to
 * the cases of `tests/core/sensitive.json`.
 */
import { type Group, NUMERALS, type Plain, plain, runs, spanOf, spelt, WORDS } from "./digits.ts";

export type Kind = "id_card" | "bank_card" | "phone" | "email";
export const KINDS: readonly Kind[] = ["id_card", "bank_card", "phone", "email"];

/** One number or address in a text; `hidden`: where in it what is hidden stands. */
export interface Piece {
  start: number;
  end: number;
  kind: Kind;
  hidden: [number, number][];
}

const MANY = new RegExp(`[\\p{Nd}${NUMERALS}](?:[^\\p{Nd}A-Za-z${NUMERALS}]{0,4}[\\p{Nd}${NUMERALS}]){6}`, "u");
const MANY_SPELT = new RegExp(`(?:(?:${WORDS})[^0-9A-Za-z]{0,3}){7}`, "i");
const ADDRESS =
  /[0-9A-Za-z._%+'-]{1,64}(?:[\r\n]{0,2}@[\r\n]{0,2}| ?[(\[] ?at ?[)\]] ?)(?:[0-9A-Za-z-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![0-9A-Za-z@-])/gi;
const LABEL = new RegExp(
  "(?:订单号码?|订单编号|单号|运单号码?|快递号|物流号|流水号|编号|货号|条码|序列号|取件码|" +
    "(?:^|[^A-Za-z])(?:order|tracking|parcel|waybill|invoice|serial|reference|ref|sku|isbn)" +
    "(?: ?(?:no\\.?|number|id|code))?)[ :：#为是]{0,3}(?:is )?#?$",
  "i",
);
const MONEY_BEFORE = /(?:[¥$€£]|(?:^|[^A-Za-z])(?:rmb|cny|usd|eur)) ?$/i;
const MONEY_AFTER =
  /^(?:\.\d{1,2}(?![\d.])| ?(?:元|块|分钱|万|亿|美元|(?:rmb|cny|usd|eur|yuan|dollars?|euros?)(?![A-Za-z])))/i;
const LENGTHS: Record<Kind, [number, number]> = {
  id_card: [18, 18],
  bank_card: [13, 19],
  phone: [8, 15],
  email: [0, 0],
};
const PROVINCES = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)/;
const BORN = /^(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ISSUERS =
  /^(?:62\d{14,17}|4\d{15}|4\d{12}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|3[0689]\d{12}|6(?:011|4[4-9]\d|5\d\d)\d{12}|(?:9558|60|8[12])\d{14,17})$/;
const CARD_SHAPES = ["4,6,5", "4,6,4", "6,10", "6,13", "6,12", "6,11", "8,8", "6,4,4,5", "4,4,8", "4,4,11"];
const MOBILE = /^1[3-9]\d{9}$/;
const MOBILE_SHAPES = ["3,4,4", "3,8", "7,4"];
const LANDLINE = /^(?:(?:010|02\d)[2-8]\d{7}|0[3-9]\d\d[2-8]\d{6,7})$/;
const LANDLINE_SHAPES = /^(?:3,8|4,[78]|3,4,4|4,[34],4)$/;
const MOST_OF_COUNTRY: Record<string, number> = {
  "86": 11,
  "852": 8,
  "853": 8,
  "886": 9,
  "65": 8,
  "1": 10,
  "44": 10,
  "33": 9,
  "61": 9,
  "66": 9,
};
const COUNTRY =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-689]\d|3[578]\d|42\d|5[09]\d|6[7-9]\d|8[058]\d|9[679]\d)/;

/** Whether it is worth looking for any in this text: quick, and never wrong where it says no. */
export function mayHave(text: string): boolean {
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]{8,15}(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)) return false;
  return /[@＠]|at[)\]]/.test(text) || MANY.test(text) || MANY_SPELT.test(text);
}

/** The numbers and addresses in a text, in order, none over another. */
export function pieces(text: string): Piece[] {
  if (!mayHave(text)) return [];
  const whole = plain(text), words = spelt(whole), free: Piece[] = [];
  const all = [...found(whole), ...(words ? found(words) : [])];
  all.sort((one, other) =>
    one.start - one.end - (other.start - other.end) || one.start - other.start ||
    KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind)
  );
  for (const each of all) {
    if (free.every((other) => each.end <= other.start || other.end <= each.start)) free.push(each);
  }
  return free.sort((one, other) => one.start - other.start);
}

/** The text as it is shown to those who may not read such numbers. */
export function hidden(text: string): string {
  let shown = "", at = 0;
  for (const [start, end] of pieces(text).flatMap((each) => each.hidden)) {
    shown += text.slice(at, start) + "*".repeat([...text.slice(start, end)].length);
    at = end;
  }
  return shown + text.slice(at);
}

/** Which kinds there are in it. */
export function kindsIn(text: string): Kind[] {
  const there = new Set(pieces(text).map((each) => each.kind));
  return KINDS.filter((each) => there.has(each));
}

function found(written: Plain): Piece[] {
  const addresses = [...written.text.matchAll(ADDRESS)].map((match) => {
    const length = /^[0-9A-Za-z._%+'-]+/.exec(match[0])![0].length, first = match.index + (length > 1 ? 1 : 0);
    const [start, end] = spanOf(written, match.index, match.index + match[0].length);
    return { start, end, kind: "email" as const, hidden: [spanOf(written, first, match.index + length)] };
  });
  return [...addresses, ...runs(written.text).flatMap((run) => numbers(written, run))];
}

function numbers(written: Plain, run: Group[]): Piece[] {
  const all: Piece[] = [];
  for (let first = 0; first < run.length;) {
    const [last, kind] = beginning(written.text, run, first);
    if (kind) all.push(piece(written, run.slice(first, last + 1), kind));
    first = last + 1;
  }
  return all;
}

function beginning(text: string, run: Group[], first: number): [number, Kind | null] {
  const windows: [number, string][] = [];
  let digits = "";
  for (let last = first; last < run.length; last++) {
    const group = run[last]!;
    digits += group.digits;
    if (group.isCode || digits.length > 19 || (last > first && group.plus)) break;
    if (digits.length >= 8) windows.unshift([last, digits]);
  }
  for (const kind of ["id_card", "bank_card", "phone"] as const) {
    const [least, most] = LENGTHS[kind];
    for (const [last, said] of windows) {
      if (said.length < least || said.length > most) continue;
      const groups = run.slice(first, last + 1), whole = first === 0 && last === run.length - 1;
      if (RULES[kind](said, groups, whole) && !isOther(text, groups, kind)) return [last, kind];
    }
  }
  return [first, null];
}

/** Whether what stands around says that it is an amount, or the number of an order or a parcel. */
function isOther(text: string, groups: Group[], kind: Kind): boolean {
  const { start, plus } = groups[0]!, { end } = groups.at(-1)!;
  if (kind === "id_card") return false;
  if (MONEY_AFTER.test(text.slice(end, end + 10))) return true;
  const before = text.slice(Math.max(0, start - 24), start);
  return !plus && (LABEL.test(before) || MONEY_BEFORE.test(before));
}

type Rule = (digits: string, groups: Group[], whole: boolean) => boolean;
const RULES: Record<"id_card" | "bank_card" | "phone", Rule> = {
  id_card: (digits) =>
    !digits.slice(0, 17).includes("X") && PROVINCES.test(digits) && BORN.test(digits.slice(6, 14)) &&
    "10X98765432"[WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0) % 11] === digits[17],
  bank_card: (digits, groups, whole) =>
    !digits.includes("X") && !groups[0]!.plus && ISSUERS.test(digits) && new Set(digits).size > 1 &&
    (isEven(groups, whole) || CARD_SHAPES.includes(shape(groups))) && luhn(digits),
  phone: isPhone,
};

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((sum, each, place) => {
    const doubled = Number(each) * (place % 2 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

function isPhone(digits: string, groups: Group[], whole: boolean): boolean {
  if (digits.includes("X")) return false;
  const prefix = prefixOf(digits), own = digits.slice(prefix.length), rest = without(groups, prefix.length);
  if (MOBILE.test(own) && (isEven(rest, whole) || MOBILE_SHAPES.includes(shape(rest)))) return true;
  if (LANDLINE.test(!prefix || own.startsWith("0") ? own : `0${own}`)) {
    return rest.length === 1 || prefix !== "" || LANDLINE_SHAPES.test(shape(rest));
  }
  return groups[0]!.plus && isAbroad(digits, groups);
}

const prefixOf = (digits: string) =>
  ["0086", "86"].find((code) => digits.startsWith(code) && digits.length - code.length >= 10) ?? "";

function isAbroad(digits: string, groups: Group[]): boolean {
  const country = COUNTRY.exec(digits)?.[0];
  if (!country || groups.slice(1).some((each) => each.before.includes("\n"))) return false;
  return digits.length - country.length <= (MOST_OF_COUNTRY[country] ?? 12);
}

function without(groups: Group[], length: number): Group[] {
  const rest: Group[] = [];
  for (const group of groups) {
    const taken = Math.min(length, group.digits.length);
    length -= taken;
    if (taken < group.digits.length) rest.push({ ...group, digits: group.digits.slice(taken) });
  }
  return rest;
}

const shape = (groups: Group[]) => groups.map((each) => each.digits.length).join(",");

function isEven(groups: Group[], whole: boolean): boolean {
  const sizes = groups.map((each) => each.digits.length), first = sizes[0]!;
  if (sizes.length === 1) return true;
  return sizes.slice(0, -1).every((each) => each === first) && sizes.at(-1)! <= first &&
    ([4, 5, 6].includes(first) || whole);
}

function piece(written: Plain, groups: Group[], kind: Kind): Piece {
  const places = groups.flatMap(({ start, digits }) => Array.from(digits, (_, at) => start + at));
  const ahead = kind === "phone" ? prefixOf(groups.map((each) => each.digits).join("")).length : 0;
  const keep = ahead + (kind === "bank_card" ? 4 : 3);
  const hide = places.length > keep + 6 ? places.slice(keep, -4) : places.slice(Math.max(2, ahead), -2);
  const [start, end] = spanOf(written, groups[0]!.start - (groups[0]!.plus ? 1 : 0), groups.at(-1)!.end);
  return { start, end, kind, hidden: hide.map((at) => spanOf(written, at, at + 1)) };
}
