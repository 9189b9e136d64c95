/** The account's movements, newest first. */
import { fill, h } from '../../kit/dom.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { yuan } from '../parts/money.js';
import { createPages } from '../parts/pages.js';
import { unreadWordsOf } from '../parts/problem.js';
import { table } from '../section.js';

export function createStatement(first, leaving) {
  const element = h('div', { class: 'statement' });

  function show(page) {
    fill(element, createPages({ first: page, read: api.readSmsStatement, show: list }));
  }

  async function reload() {
    try {
      const page = await api.readSmsStatement();
      if (!leaving.aborted) show(page);
    } catch (problem) {
      fill(element, h('p', { class: 'note error' }, `${unreadWordsOf(problem)} `,
        h('button', { type: 'button', class: 'link', onclick: reload }, t('again'))));
    }
  }

  show(first);
  return { element, reload };
}

const list = (lines) => table({
  caption: t('sms.statement'),
  columns: ['kind', 'at', 'amount', 'balance', 'about'].map((column) => t(`statement.${column}`)),
  rows: lines.map((line, index) => ({
    key: `line-${index}`,
    cells: [
      tOf('movement', line.kind, { kind: line.kind }),
      h('time', { datetime: line.at, title: fullTime(line.at) }, dayAndTime(line.at)),
      h('span', { class: `number ${line.amount_fen < 0 ? '' : 'gain'}` }, yuan(line.amount_fen, true)),
      h('span', { class: 'number' }, yuan(line.balance_fen)),
      [h('bdi', {}, line.note), line.notice_id && h('code', {}, line.notice_id)],
    ],
  })),
});
