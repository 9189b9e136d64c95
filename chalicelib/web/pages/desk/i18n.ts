/** The words of a page of the desk, in its language: only one is fetched, the other when it is chosen. */
import { type Code, language } from "./language.ts";
import { fetched } from "./late.ts";

export { language };

export type Parameters = Record<string, unknown>;
/** A word, or what makes one of parameters. */
// deno-lint-ignore no-explicit-any
export type Words = Record<string, any>;

/** For each language how its module is fetched. */
export type Spoken = { [code in Code]: () => Promise<{ words: Words }> };

const LANGUAGES: { [code in Code]?: Words } = {};
const SPOKEN = new Set<Spoken>();

/** What the page says, and from then on what a part of it says that came late. False when it could not be fetched. */
export async function speak(words: Spoken): Promise<boolean> {
  SPOKEN.add(words);
  const isReady = await language.needs(learn);
  if (!isReady) SPOKEN.delete(words); // what lacks it is not there either; the rest speaks every language
  return isReady;
}

// What was imported is not fetched again.
async function learn(code: Code): Promise<boolean> {
  const modules = await Promise.all([...SPOKEN].map((words) => fetched(words[code])));
  if (!modules.every(Boolean)) return false;
  LANGUAGES[code] = Object.assign({}, ...modules.map((module) => module!.words));
  return true;
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
