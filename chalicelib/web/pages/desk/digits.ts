/** Digits as they may be written, and the groups in which numbers stand in a text: as `core/digits.py` has it. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6];
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\u20e3]/;
export const NUMERALS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖";
const SAID = "001234567891123456789";
const DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
export const WORDS = DIGITS.join("|");
const SPACES = "\u3000\u00a0\u202f\u2009\t",
  HYPHENS = "\u30fb\u00b7_\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\u2e3a";
const RUN = /\+?[0-9]+(?:[ .()\r\n-]{1,4}[0-9]+)*(?:(?: |-)?[Xx](?![0-9A-Za-z]))?/g;
const NAMES = /(?:^|[^0-9A-Za-z])(?:tel|phone|mobile|mob|call|wechat|weixin|wx|vx|whatsapp|card|id|no|is|at)$/i;
const LETTERS_BEFORE = /(?:[0-9A-Za-z]|[A-Za-z]-)$/;
const MOST_SMALL = 21;

/** A text in plain characters; `places`: where each of them stands in the text as it was written. */
export interface Plain {
  text: string;
  places: [number, number][];
}

/** Digits without anything between them; `isCode`: they belong to something with letters, an amount or a time. */
export interface Group {
  start: number;
  end: number;
  digits: string;
  before: string;
  plus: boolean;
  isCode: boolean;
}

export function spanOf({ places }: Plain, start: number, end: number): [number, number] {
  return [places[start]![0], places[end - 1]![1]];
}

function folded(each: string): string {
  const code = each.codePointAt(0)!;
  if (code < 0x80 && each !== "_" && each !== "\t") return each;
  if (SPACES.includes(each)) return " ";
  if (HYPHENS.includes(each)) return "-";
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  if (zero !== undefined) return String(code - zero);
  return code > 0xff00 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : each;
}

export function plain(text: string): Plain {
  const places: [number, number][] = [];
  let written = "", at = 0;
  for (const each of text) {
    const end = at + each.length;
    if (!UNSEEN.test(each)) {
      const shown = folded(each);
      written += shown;
      for (let unit = 0; unit < shown.length; unit++) places.push([at, end]);
    }
    at = end;
  }
  return { text: written, places };
}

/** The same with digits for the words and numerals that say them; null where there are none. */
export function spelt(whole: Plain): Plain | null {
  const places: [number, number][] = [];
  let text = "", at = 0;
  for (const match of whole.text.matchAll(new RegExp(`[A-Za-z]+|[${NUMERALS}]`, "g"))) {
    const numeral = NUMERALS.indexOf(match[0]), word = DIGITS.indexOf(match[0].toLowerCase());
    const digit = numeral >= 0 ? SAID[numeral]! : word >= 0 ? String(word) : null;
    if (digit === null) continue;
    const end = match.index + match[0].length;
    text += whole.text.slice(at, match.index) + digit;
    places.push(...whole.places.slice(at, match.index), spanOf(whole, match.index, end));
    at = end;
  }
  return text ? { text: text + whole.text.slice(at), places: [...places, ...whole.places.slice(at)] } : null;
}

/** Digits that stand together in a plain text, each run in its groups. */
export function runs(text: string): Group[][] {
  return [...text.matchAll(RUN)].map((match) => {
    let end = match.index;
    const groups = [...match[0].matchAll(/[0-9]+[Xx]?|[Xx]/g)].map((each) => {
      const start = match.index + each.index, before = text.slice(end, start), plus = before.endsWith("+");
      end = start + each[0].length;
      const digits = each[0].toUpperCase();
      return {
        start,
        end,
        digits,
        before: plus ? before.slice(0, -1) : before,
        plus,
        isCode: isCode(text, start, end, digits),
      };
    });
    return withCodes(groups);
  });
}

function isCode(text: string, start: number, end: number, digits: string): boolean {
  const before = text.slice(Math.max(0, start - 12), start), after = text.slice(end, end + 2);
  if (LETTERS_BEFORE.test(before) && !NAMES.test(before)) return true;
  if (!digits.endsWith("X") && /^[A-Za-z]/.test(after)) return true;
  return digits.length < 7 && (/[0-9][,:/]$/.test(before) || /^[,:/][0-9]/.test(after));
}

function withCodes(groups: Group[]): Group[] {
  let small = 0;
  groups.forEach((group, place) => {
    if (place && groups[place - 1]!.isCode && group.before === "-") group.isCode = true;
  });
  for (const group of groups) {
    small = group.digits.length < 3 ? small + 1 : 0;
    if (small > MOST_SMALL) group.isCode = true;
  }
  return groups;
}
