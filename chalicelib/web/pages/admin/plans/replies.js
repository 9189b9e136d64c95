/** What the desk answers by itself, when a visitor's words match. The first rule that matches is used. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { tickField } from '../parts/choices.js';
import { linesField, selectField, textField } from '../parts/fields.js';
import { groupField, listField } from '../parts/parts.js';
import { LANGUAGES, placeholdersOf, wordsField } from './texts.js';

const MATCHES = ['contains', 'exact', 'regex'];

export function repliesField({ value }) {
  return listField({
    name: 'auto_replies', hint: t('replies.hint'), value, add: t('replies.add'), title: (number) => t('replies.one', { number }),
    none: t('replies.none'), movable: true, rowClass: 'reply',
    blank: (others) => ({ reply_id: freeId(others), match: 'contains', words: [], texts: {}, active: true }), make: reply,
  });
}

/** reply-1, reply-2 …: the first that none of the others has. */
function freeId(others) {
  const taken = others.map(({ reply_id: id }) => id);
  return Array.from({ length: taken.length + 1 }, (_, index) => `reply-${index + 1}`).find((id) => !taken.includes(id));
}

function reply(its) {
  const texts = groupField({
    name: 'reply.texts',
    parts: Object.fromEntries(LANGUAGES.map((code) => [code, wordsField({
      name: `reply.${code}`, label: t(`language.${code === 'en' ? 'en' : 'zh'}`), value: its.texts[code] ?? '',
    })])),
    lay: (parts, wrong) => h('div', { class: 'both-languages' }, LANGUAGES.map((code) => parts[code].element),
      h('p', { class: 'field-hint' }, placeholdersOf('reply')), wrong),
  });
  return groupField({
    name: 'reply',
    parts: {
      active: tickField({ name: 'reply.active', label: t('replies.active'), value: its.active }),
      match: selectField({
        name: 'reply.match', label: t('replies.match'), value: its.match, options: MATCHES.map((way) => [way, t(`match.${way}`)]),
      }),
      words: linesField({ name: 'reply.words', label: t('replies.words'), hint: t('replies.words.hint'), value: its.words, rows: 2 }),
      reply_id: textField({ name: 'reply.id', label: t('replies.id'), value: its.reply_id }),
      texts,
    },
    lay: (parts, wrong) => h('div', { class: 'list-fields' },
      ['match', 'reply_id', 'active', 'words', 'texts'].map((part) => parts[part].element), wrong),
  });
}
