/** What a plan says at each stage, in each language, with what may stand in it between braces. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { framed } from '../parts/fields.js';
import { groupField } from '../parts/parts.js';

export const LANGUAGES = ['zh-CN', 'en'];

const WORDS = [
  ['chat', ['title', 'greeting', 'welcome', 'waiting']],
  ['closed', ['off_hours', 'holiday']],
  ['form', ['offline', 'offline_done']],
  ['survey', ['rate']],
  ['card', ['card_name', 'card_text', 'board_title', 'board_text']],
];
const LONG = ['greeting', 'welcome', 'waiting', 'off_hours', 'holiday', 'offline', 'offline_done', 'rate', 'card_text', 'board_text'];
const PLACEHOLDERS = {
  welcome: ['name', 'plan'],
  off_hours: ['opens_at', 'plan'],
  holiday: ['holiday', 'opens_at', 'plan'],
  waiting: ['place', 'ahead'],
  offline: ['opens_at', 'plan'],
  offline_done: ['number'],
  reply: ['name', 'plan'],
};

/** What may stand in a text: {opens_at} when we are back, … */
export function placeholdersOf(word) {
  const names = PLACEHOLDERS[word];
  return names ? [t('texts.placeholders'), ' ', names.map((name, index) =>
    [index > 0 && t('comma'), h('code', {}, `{${name}}`), ' ', t(`placeholder.${name}`)])] : null;
}

/** One text, on as many lines as it needs. */
export function wordsField({ value = '', rows = 2, longest = 500, ...about }) {
  const control = h('textarea', { name: about.name, rows, dir: 'auto', maxlength: longest });
  control.value = value;
  return framed(about, { control, read: () => control.value.trim(), write: (text) => { control.value = text ?? ''; } });
}

export function textsField({ value }) {
  const all = WORDS.flatMap(([, words]) => words);
  const parts = Object.fromEntries(LANGUAGES.map((code) => [code, groupField({
    name: `texts.${code}`,
    parts: Object.fromEntries(all.map((word) => [word, wordsField({
      name: `texts.${code}.${word}`, label: t(`language.${code === 'en' ? 'en' : 'zh'}`), rows: LONG.includes(word) ? 2 : 1,
      value: value[code]?.[word] ?? '',
    })])),
    lay: (words, wrong) => ({ words, wrong }),
  })]));
  return groupField({
    name: 'texts', parts,
    lay: (languages, wrong) => h('div', { class: 'texts' },
      WORDS.map(([group, words]) => [h('h4', {}, t(`texts.${group}`)), words.map((word) => row(word, languages))]),
      LANGUAGES.map((code) => languages[code].element.wrong), wrong),
  });
}

const row = (word, languages) => h('fieldset', { class: 'text-row' },
  h('legend', {}, t(`text.${word}`)),
  h('div', { class: 'both-languages' }, LANGUAGES.map((code) => languages[code].element.words[word].element)),
  h('p', { class: 'field-hint' }, t(`text.${word}.hint`), ' ', placeholdersOf(word)));
