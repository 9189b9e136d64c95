/** What comes page by page: the first, and more when asked for. */
import { fill, h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { unreadWordsOf } from './problem.js';

/** `first` is {items, next}; `read(cursor)` gives the next; `show(items)` the element for all items read so far. */
export function createPages({ first, read, show }) {
  const list = h('div', {});
  const more = h('div', { class: 'more' });
  let items = [];

  function add(page) {
    items = [...items, ...page.items];
    fill(list, show(items));
    fill(more, page.next && h('button', { type: 'button', class: 'button', onclick: () => readOn(page.next) }, t('lists.more')));
  }

  async function readOn(cursor) {
    fill(more, h('p', { class: 'quiet' }, t('loading')));
    try {
      add(await read(cursor));
    } catch (problem) {
      fill(more, h('p', { class: 'note error' }, `${unreadWordsOf(problem)} `,
        h('button', { type: 'button', class: 'link', onclick: () => readOn(cursor) }, t('again'))));
    }
  }

  add(first);
  return [list, more];
}
