/** What the sheet of the keys lists: what they do here and now, and what they do elsewhere. */
import { t } from "../../desk/i18n.ts";
import { shortcuts } from "../../kit/keys.ts";
import { CATALOGUE } from "./catalogue.ts";

/** What is done, with each of the usual keys for it. */
export interface Done {
  words: string;
  usual: string[];
}

function byWords(pairs: Iterable<readonly [usual: string, words: string]>): Done[] {
  const found = new Map<string, string[]>();
  for (const [usual, words] of pairs) found.set(words, [...new Set([...found.get(words) ?? [], usual])]);
  return [...found].map(([words, usual]) => ({ words, usual }));
}

export const hereAndNow = (): Done[] => byWords(shortcuts.value.map(({ keys, label }) => [keys, label()]));

export function elsewhere(may: (permission: string) => boolean): Done[] {
  const here = new Set(shortcuts.value.map(({ keys }) => keys));
  const others = CATALOGUE.filter(({ usual, permission }) => !here.has(usual) && (!permission || may(permission)));
  return byWords(others.map(({ usual, words }) => [usual, t(words)]));
}

/** What is done with these usual keys: here, or else wherever it is. */
export function wordsOf(usual: string): string {
  const here = shortcuts.peek().findLast(({ keys }) => keys === usual);
  return here ? here.label() : t(CATALOGUE.find((each) => each.usual === usual)?.words ?? usual);
}
