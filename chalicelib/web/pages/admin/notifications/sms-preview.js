/** What a text would cost as an SMS, asked of the desk when the typing pauses. */
import { fill, h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { yuan } from '../parts/money.js';
import { unreadWordsOf, wordsOf } from '../parts/problem.js';

const PAUSE_MS = 400;

export function createPreview() {
  const text = h('textarea', { rows: 4, dir: 'auto', maxlength: 1500, 'aria-label': t('preview.text'), placeholder: t('preview.placeholder'), oninput: ask });
  const answer = h('div', { class: 'preview-answer', role: 'status' }, h('p', { class: 'field-hint' }, t('preview.hint')));
  let timer = null;
  let newest = 0;

  function ask() {
    clearTimeout(timer);
    timer = setTimeout(read, PAUSE_MS);
  }

  async function read() {
    newest += 1;
    const turn = newest;
    if (!text.value.trim()) return fill(answer, h('p', { class: 'field-hint' }, t('preview.hint')));
    try {
      const found = await api.previewSms(text.value);
      if (turn === newest) fill(answer, show(found));
    } catch (problem) {
      if (turn === newest) fill(answer, h('p', { class: 'note error' }, problem.code === 'no_answer' ? unreadWordsOf(problem) : wordsOf(problem)));
    }
    return null;
  }

  return h('div', { class: 'form-field sms-preview' }, text, answer);
}

const show = ({ encoding, length, segments, cost_fen: cost, with_signature: whole }) => [
  h('dl', { class: 'measures' }, [['length', length], ['encoding', encoding], ['segments', segments], ['cost', yuan(cost)]].map(([name, value]) =>
    h('div', { 'data-measure': name }, h('dt', {}, t(`preview.${name}`)), h('dd', {}, `${value}`)))),
  h('p', { class: 'sms-bubble', dir: 'auto' }, whole),
];
