/** The console's words, in the page's language. */
import { en } from '../words/en/console.js';
import { en as togetherEn } from '../words/en/console-together.js';
import { zh as togetherZh } from '../words/zh/console-together.js';
import { zh } from '../words/zh/console.js';
import { language } from './language.js';

export { language };

const LANGUAGES = { 'zh-CN': { ...zh, ...togetherZh }, en: { ...en, ...togetherEn } };

/** Adds what one page, or one part of it, says besides: {language: words}. Words of the same key take the place of the old. */
export function learnWords(words) {
  for (const [code, more] of Object.entries(words)) Object.assign(LANGUAGES[code], more);
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
