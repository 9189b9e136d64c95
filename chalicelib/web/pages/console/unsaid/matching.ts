/**
 * Where words that must not be said stand in a text, and where they only seem to: the rules of the desk itself
 * (`knowledge/model/matching.py`), held together by one table of cases.
 */

/** Words of which none is to be said, and longer ones in which they may stand. */
export interface Pattern {
  words: readonly string[];
  exceptions?: readonly string[];
}

/** Such a word in a text, and of which of the patterns it is one. */
export interface Hit {
  start: number;
  end: number;
  number: number;
}

const UNSEEN = /[\u00ad\u200b-\u200f\u2060\ufeff]/u;
const APOSTROPHES = /[\u2018\u2019\u02bc`]/u;
const SPACES = /[\t\n\r\u00a0\u202f\u3000]/u;
const FULL_WIDTH = 0xfee0;
/** Written without spaces. */
const WHOLE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const SPELT = /[\p{L}\p{N}\p{M}]/u;

interface Folded {
  /** By code points. */
  signs: string[];
  /** Where each of them begins in the text, and behind the last where that one ends. */
  places: Array<{ start: number; end: number }>;
}

type Span = readonly [start: number, end: number, number: number];

function alike(character: string): string {
  if (UNSEEN.test(character)) return "";
  if (SPACES.test(character)) return " ";
  const place = character.codePointAt(0)!;
  const narrow = place >= 0xff01 && place <= 0xff5e ? String.fromCodePoint(place - FULL_WIDTH) : character;
  if (APOSTROPHES.test(narrow)) return "'";
  const small = narrow.toLowerCase();
  return [...small].length === 1 ? small : narrow;
}

function folded(text: string): Folded {
  const [signs, places]: [string[], Folded["places"]] = [[], []];
  let at = 0;
  for (const character of text) {
    const sign = alike(character);
    if (sign && !(sign === " " && signs.at(-1) === " ")) {
      signs.push(sign);
      places.push({ start: at, end: at + character.length });
    }
    at += character.length;
  }
  return { signs, places };
}

function trimmed(word: string): string[] {
  const { signs } = folded(word);
  if (signs[0] === " ") signs.shift();
  if (signs.at(-1) === " ") signs.pop();
  return signs;
}

/** Whether it is a letter or digit of a script that leaves spaces between its words. */
const isSpelt = (sign: string | undefined): boolean => sign !== undefined && SPELT.test(sign) && !WHOLE.test(sign);

/** Whether what stands there is a part of a word that goes on. */
function goesOn(signs: readonly string[], start: number, end: number): boolean {
  const [before, beyond] = [signs[start - 1], signs[start - 2]];
  const isJoined = isSpelt(before) || (before === "'" && isSpelt(beyond));
  if (isJoined && isSpelt(signs[start])) return true;
  if (!isSpelt(signs[end - 1])) return false;
  // can and can't are two words; an idiot's word is the idiot's
  if (signs[end] === "'") return isSpelt(signs[end + 1]) && (signs[end + 1] !== "s" || isSpelt(signs[end + 2]));
  return isSpelt(signs[end]);
}

function* wholeWords(signs: readonly string[], word: readonly string[]): Generator<readonly [number, number]> {
  for (let start = 0; start + word.length <= signs.length; start += 1) {
    const isThere = word.every((sign, at) => signs[start + at] === sign);
    if (isThere && !goesOn(signs, start, start + word.length)) yield [start, start + word.length];
  }
}

/** Finds them in many texts: what is looked for is made ready once. */
export class Finder {
  readonly #ready: Array<{ words: string[][]; exceptions: string[][] }>;

  constructor(patterns: readonly Pattern[]) {
    const ready = (words: readonly string[] = []) => words.map(trimmed).filter(({ length }) => length);
    this.#ready = patterns.map(({ words, exceptions }) => ({ words: ready(words), exceptions: ready(exceptions) }));
  }

  /** Every word in the text, in order; none overlaps another, and of those that would the longest counts. */
  find(text: string): Hit[] {
    const { signs, places } = folded(text);
    const spans = this.#ready.flatMap((each, number) => this.#spans(signs, each, number));
    spans.sort((one, other) => one[0] - one[1] - other[0] + other[1] || one[0] - other[0] || one[2] - other[2]);
    const kept: Span[] = [];
    for (const span of spans) {
      if (kept.every(([start, end]) => span[1] <= start || end <= span[0])) kept.push(span);
    }
    kept.sort((one, other) => one[0] - other[0]);
    return kept.map(([start, end, number]) => ({ start: places[start].start, end: places[end - 1].end, number }));
  }

  #spans(
    signs: string[],
    { words, exceptions }: { words: string[][]; exceptions: string[][] },
    number: number,
  ): Span[] {
    const spans = words.flatMap((word) => [...wholeWords(signs, word)]);
    if (!spans.length) return [];
    const allowed = exceptions.flatMap((word) => [...wholeWords(signs, word)]);
    return spans
      .filter(([start, end]) => !allowed.some(([first, last]) => first <= start && end <= last))
      .map(([start, end]): Span => [start, end, number]);
  }
}
