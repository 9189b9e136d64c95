/** Addresses that nothing more goes to, because letters came back or were taken for spam; and letting letters go there again. */
import { confirmed } from '../../kit/dialog.js';
import { fill, h } from '../../kit/dom.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { createPages } from '../parts/pages.js';
import { wordsOf } from '../parts/problem.js';
import { nothing, table } from '../section.js';

const COLUMNS = ['address', 'why', 'since'];

/** `first` is the list's first page. */
export function createUndeliverable(first, say, leaving) {
  const note = h('p', { class: 'note error', role: 'alert', hidden: true });
  const content = h('div', { class: 'section-content' });

  function show(page) {
    fill(content, page.items.length ? createPages({ first: page, read: api.listUndeliverable, show: list }) : nothing(t('undeliverable.none')));
  }

  const list = (addresses) => table({
    caption: t('undeliverable.title'),
    columns: COLUMNS.map((column) => t(`undeliverable.${column}`)).concat(t('actions')),
    rows: addresses.map((known) => ({ key: known.address, cells: [...cellsOf(known), liftButton(known.address)] })),
  });

  const liftButton = (address) => h('div', { class: 'actions' }, h('button', {
    type: 'button', class: 'button small quiet', 'aria-label': `${t('undeliverable.lift')} ${address}`, onclick: ({ currentTarget }) => lift(address, currentTarget),
  }, t('undeliverable.lift')));

  async function lift(address, button) {
    const sure = await confirmed({
      title: t('undeliverable.lift.title'),
      paragraphs: [t('undeliverable.lift.body', { address })],
      confirm: t('undeliverable.lift'),
    }, leaving);
    if (!sure) return;
    button.disabled = true;
    note.hidden = true;
    try {
      await api.liftAddress(address);
      say(t('undeliverable.lifted', { address }));
      show(await api.listUndeliverable());
    } catch (problem) {
      button.disabled = false;
      note.textContent = wordsOf(problem);
      note.hidden = false;
    }
  }

  show(first);
  return h('section', { class: 'section-content', 'aria-labelledby': 'undeliverable-title' },
    h('h2', { id: 'undeliverable-title' }, t('undeliverable.title')),
    h('p', { class: 'field-hint' }, t('undeliverable.hint')),
    note, content);
}

const cellsOf = ({ address, undeliverable: why, since, detail }) => [
  h('bdi', {}, address),
  h('div', { class: 'notice-what' }, tOf('undeliverable', why, { why }), detail && h('span', { class: 'notice-why', lang: 'en', dir: 'auto' }, detail)),
  h('time', { class: 'number', datetime: since, title: fullTime(since) }, dayAndTime(since)),
];
