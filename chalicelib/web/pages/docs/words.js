/** What the page says, in the language that was chosen here or in the console, else the browser's. */
import { fetched } from '../desk/late.ts';
import { language } from '../desk/language.ts';

export { language };

const FETCH = { 'zh-CN': () => import('../words/zh/docs.js'), en: () => import('../words/en/docs.js') };
const LANGUAGES = {};

/** Fetches the words; false when they could not be. */
export const speak = () => language.needs(async (code) => {
  LANGUAGES[code] ??= await fetched(FETCH[code]);
  return Boolean(LANGUAGES[code]);
});

/** The page's words for `key`; {name} in them stands for a parameter. */
export const t = (key, parameters = {}) =>
  (LANGUAGES[language.code].words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? '');

/** What a table of the language has under this name; the document itself speaks English, which has no tables. */
const told = (table, name) => LANGUAGES[language.code][table]?.[name];

/** What an operation is for. */
export const summaryOf = (operation) => told('operations', operation.operationId) || operation.summary;

/** What a shape, an operation or a parameter holds, and the language that this is said in. */
const detailIn = (ours) => (name, english) => ours(name) ? { text: ours(name), lang: language.code } : { text: english, lang: 'en' };
export const shapeDetail = detailIn((name) => told('shapes', name) ?? (name.endsWith('Page') ? told('shapes', 'Page') : undefined));
export const operationDetail = detailIn((name) => told('details', name));
export const parameterDetail = detailIn((name) => told('parameters', name));

export const problemTitle = (code, title) => told('problems', code) || title;
