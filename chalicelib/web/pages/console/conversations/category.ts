/** What a conversation was about, in a few words; those used before in this browser are suggested. */
import { t } from "../../desk/i18n.ts";
import { browser } from "../../desk/storage.ts";

export const LONGEST_CATEGORY = 80;
const REMEMBERED = 30;
const PLACE = "categories";
/** The desk asks nobody how these went. */
const NOT_RATED = ["spam", "incident"];

/** A category as people call it. */
export const categoryName = (category: string): string =>
  NOT_RATED.includes(category) ? t(`category.${category}`) : category;

const used = (): string[] => browser.read<string[]>(PLACE, []);

export const suggestedCategories = (): string[] => [...used(), ...NOT_RATED.map(categoryName)];

/** What the desk calls what was written; remembers it for the next time, the last used first. */
export function categoryOf(written: string): string {
  const words = written.trim();
  const known = NOT_RATED.find((each) => categoryName(each) === words);
  if (known || !words) return known ?? "";
  browser.write(PLACE, [words, ...used().filter((each) => each !== words)].slice(0, REMEMBERED));
  return words;
}
