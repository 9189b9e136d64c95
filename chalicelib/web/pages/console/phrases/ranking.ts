/** Which phrases somebody means who has typed so much: by shortcut, title, first letters of its sound, or words. Pure. */
import type { PhraseView } from "../../desk/operations.ts";

export const MOST_SHOWN = 8;

/** Lower is nearer; null: it is not meant. */
function distanceOf(phrase: PhraseView, word: string): number | null {
  const title = phrase.title.toLowerCase();
  const sounds = phrase.initials.split(" ");
  const places = [
    phrase.shortcut === word,
    Boolean(phrase.shortcut) && phrase.shortcut.startsWith(word),
    title.startsWith(word),
    sounds.some((each) => each.startsWith(word)),
    title.includes(word),
    sounds.some((each) => each.includes(word)),
    phrase.text.toLowerCase().includes(word),
  ];
  const at = places.indexOf(true);
  return at < 0 ? null : at;
}

/**
 * The nearest first; of those as near as each other the last used, then one's own, then those in the page's language.
 * Nothing typed: the last used. Each of several words must be meant.
 */
export function ranked(
  phrases: readonly PhraseView[],
  query: string,
  recent: readonly string[] = [],
  language = "",
): PhraseView[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const reaches = ["own", "group", "company"];
  const found = phrases.flatMap((phrase) => {
    const distances = words.map((word) => distanceOf(phrase, word));
    if (distances.includes(null)) return [];
    const used = recent.indexOf(phrase.phrase_id);
    const order = [
      Math.max(0, ...(distances as number[])),
      used < 0 ? recent.length : used,
      phrase.language === language ? 0 : 1,
      reaches.indexOf(phrase.reach),
    ];
    return [{ phrase, order }];
  });
  const byOrder = (a: number[], b: number[]) => a.map((each, at) => each - b[at]).find(Boolean) ?? 0;
  return found.sort((a, b) => byOrder(a.order, b.order)).map(({ phrase }) => phrase);
}

/** What was typed behind a slash that begins a word, right before the caret; null where there is none. */
export function askedAt(text: string, caret: number): { query: string; start: number } | null {
  const match = /(?:^|\s)\/([^\n/]{0,30})$/.exec(text.slice(0, caret));
  return match && { query: match[1], start: caret - match[1].length - 1 };
}
