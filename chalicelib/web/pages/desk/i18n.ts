/** The words of a page of the desk, in its language: only one is fetched, the other when it is chosen. */
import { type Code, language } from "./language.ts";
import { fetched } from "./late.ts";

export { language };

export type Parameters = Record<string, unknown>;
/** A word, or what makes one of parameters. */
// deno-lint-ignore no-explicit-any
export type Words = Record<string, any>;

const LANGUAGES: { [code in Code]?: Words } = {};

/** What the page says: `words` has for each language how its module is fetched. False when it could not be. */
export function speak(words: { [code in Code]: () => Promise<{ words: Words }> }): Promise<boolean> {
  return language.needs(async (code) => {
    LANGUAGES[code] ??= (await fetched(words[code]))?.words;
    return Boolean(LANGUAGES[code]);
  });
}

const present = (): Words => LANGUAGES[language.code] ?? {};

/** The words for `key`; {name} in them stands for a parameter. An unknown key is a mistake, so it shows itself. */
export function t(key: string, parameters: Parameters = {}): string {
  const words = present()[key] ?? key;
  if (typeof words === "function") return words(parameters);
  return words.replace(/\{(\w+)\}/g, (_: string, name: string) => parameters[name] ?? "");
}

/** What a plan says in several languages, {language: words}: in the page's, else in whichever there is. */
export const inOurLanguage = (texts: Record<string, string> | null | undefined): string | undefined =>
  texts?.[language.code] ?? Object.values(texts ?? {})[0];

export const isKnown = (key: string): boolean => key in present();

/** Words for one of a family ('refused.' + code), with the family's general ones for members not known here. */
export function tOf(family: string, member: string, parameters: Parameters = {}): string {
  const key = `${family}.${member}`;
  return t(isKnown(key) ? key : `${family}.other`, parameters);
}
