/** One page of the administration: its heading and buttons, and what is read from the desk, or why it is not there. */
import { fill, h } from '../kit/dom.js';
import { t } from '../desk/i18n.ts';
import { unreadWordsOf } from './parts/problem.js';

/**
 * `load()` reads, `show(data)` gives the elements; a reading that fails leaves what is shown and says so above it.
 * `create`, {label, run}, is for making a new one: not before what there is to choose from has been read.
 */
export function createSection({ id, create, tools, load, show }, leaving) {
  const button = create && h('button', { type: 'button', class: 'button primary', disabled: true, onclick: create.run }, create.label);
  const note = h('div', { class: 'section-note', 'aria-live': 'polite' });
  const content = h('div', { class: 'section-content', 'aria-busy': 'true' }, h('p', { class: 'quiet' }, t('loading')));
  let newest = 0;

  async function reload() {
    newest += 1;
    const turn = newest;
    content.setAttribute('aria-busy', 'true');
    try {
      const data = await load();
      if (turn !== newest || leaving.aborted) return;
      const back = placeOfFocus(content);
      fill(content, show(data));
      fill(note);
      back();
      if (button) button.disabled = false;
    } catch (problem) {
      if (turn !== newest || leaving.aborted) return;
      content.querySelector(':scope > .quiet')?.remove();
      fill(note, h('p', { class: 'note error' }, `${unreadWordsOf(problem)} `,
        h('button', { type: 'button', class: 'link', onclick: reload }, t('again'))));
    }
    content.setAttribute('aria-busy', 'false');
  }

  const element = h('section', { class: 'section', 'aria-labelledby': 'section-title' },
    h('header', { class: 'section-head' },
      h('div', {},
        h('h1', { id: 'section-title', tabindex: -1 }, t(`section.${id}`)),
        h('p', { class: 'section-hint' }, t(`section.${id}.hint`))),
      h('div', { class: 'section-buttons' }, tools, button)),
    note, content);
  reload();
  return { element, reload };
}

/** Whoever stands on a button of a row stands there again when the rows have been made anew. */
function placeOfFocus(content) {
  const held = document.activeElement;
  const row = content.contains(held) ? held.closest('[data-key]') : null;
  if (!row) return () => {};
  const place = [...row.querySelectorAll('button')].indexOf(held);
  return () => content.querySelector(`[data-key="${CSS.escape(row.dataset.key)}"]`)?.querySelectorAll('button')[place]?.focus();
}

/** A table whose cells know their column's words, so that on a phone each row can stand as a card. */
export function table({ caption, columns, rows }) {
  return h('div', { class: 'panel scrolls-across' },
    h('table', { class: 'table' },
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, columns.map((words) => h('th', { scope: 'col' }, words)))),
      h('tbody', {}, rows.map(({ key, cells: [head, ...cells], faded }) => h('tr', { 'data-key': key, class: faded ? 'faded' : null },
        h('th', { scope: 'row' }, head),
        cells.map((cell, index) => h('td', { 'data-label': columns[index + 1] }, cell)))))));
}

export const nothing = (words) => h('p', { class: 'panel nothing' }, words);
