/** The words of a page of the desk, in its language: only one is fetched, the other when it is chosen. */
import { fetched } from './late.js';
import { language } from './language.js';

export { language };

const LANGUAGES = {};

/** What the page says: `words` has for each language how its module is fetched. False when it could not be. */
export function speak(words) {
  return language.needs(async (code) => {
    LANGUAGES[code] ??= (await fetched(words[code]))?.words;
    return Boolean(LANGUAGES[code]);
  });
}

/** The words for `key`; {name} in them stands for a parameter. An unknown key is a mistake, so it shows itself. */
export function t(key, parameters = {}) {
  const words = LANGUAGES[language.code][key] ?? key;
  if (typeof words === 'function') return words(parameters);
  return words.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? '');
}

/** What a plan says in several languages, {language: words}: in the page's, else in whichever there is. */
export const inOurLanguage = (texts) => texts?.[language.code] ?? Object.values(texts ?? {})[0];

export const isKnown = (key) => key in LANGUAGES[language.code];

/** Words for one of a family ('refused.' + code), with the family's general ones for members not known here. */
export function tOf(family, member, parameters = {}) {
  const key = `${family}.${member}`;
  return t(isKnown(key) ? key : `${family}.other`, parameters);
}
