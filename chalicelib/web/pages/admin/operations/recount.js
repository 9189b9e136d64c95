/** The section that compares what each agent is said to have with the conversations there are, and mends it. */
import { fill, h, icon } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { newKey } from '../parts/once.js';
import { wordsOf } from '../parts/problem.js';
import { nothing, table } from '../section.js';

export function showRecount({ leaving }) {
  const start = h('button', { type: 'button', class: 'button primary', onclick: recount }, t('recount.start'));
  const report = h('div', { class: 'section-content', 'aria-live': 'polite' }, nothing(t('recount.not_yet')));

  async function recount() {
    start.disabled = true;
    start.textContent = t('recount.busy');
    try {
      const found = await api.recount(newKey());
      if (!leaving.aborted) fill(report, show(found));
    } catch (problem) {
      fill(report, h('p', { class: 'note error' }, wordsOf(problem)));
    } finally {
      start.disabled = false;
      start.textContent = t('recount.start');
    }
  }

  return h('section', { class: 'section', 'aria-labelledby': 'section-title' },
    h('header', { class: 'section-head' },
      h('div', {},
        h('h1', { id: 'section-title', tabindex: -1 }, t('section.recount')),
        h('p', { class: 'section-hint' }, t('section.recount.hint'))),
      h('div', { class: 'section-buttons' }, start)),
    report);
}

function show({ agents, drift }) {
  if (!drift.length) return h('p', { class: 'panel nothing good' }, icon('check'), t('recount.right', { count: agents }));
  return [
    h('p', { class: 'note warning' }, t('recount.mended', { count: agents, wrong: drift.length })),
    table({
      caption: t('section.recount'),
      columns: [t('agents.name'), t('recount.missing'), t('recount.extra'), t('recount.total')],
      rows: drift.map((one) => ({ key: one.agent_id, cells: [h('bdi', {}, one.name), ids(one.missing), ids(one.extra), total(one)] })),
    }),
  ];
}

/** The number of conversations they were ever given, as noted and as it is. */
const total = ({ total_was: was, total_is: is }) => (is === null ? '—' : [h('del', {}, `${was}`), ' → ', h('ins', {}, `${is}`)]);

const ids = (list) => (list.length ? h('ul', { class: 'ids' }, list.map((id) => h('li', {}, h('code', {}, id)))) : '—');
