/** What a conversation was about, in a few words; those used before in this browser are suggested. */
import { h } from './console-dom.js';
import { t } from './console-i18n.js';
import { browser } from './console-storage.js';

const LONGEST = 80;
const REMEMBERED = 30;
const PLACE = 'categories';

export function createCategory() {
  const known = browser.read(PLACE, []);
  const input = h('input', { id: 'category', list: 'categories', maxlength: LONGEST, autocomplete: 'off', dir: 'auto' });
  const element = h('label', { class: 'field' }, h('span', {}, t('close.category')), input,
    h('datalist', { id: 'categories' }, known.map((one) => h('option', { value: one }))),
    h('small', { class: 'field-hint' }, t('close.category.hint')));
  const read = () => input.value.trim();

  /** The last used first. */
  function remember() {
    const used = read();
    if (used) browser.write(PLACE, [used, ...known.filter((one) => one !== used)].slice(0, REMEMBERED));
  }

  return { element, read, remember };
}
