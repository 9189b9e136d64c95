/** What a conversation was about, in a few words; those used before in this browser are suggested. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { browser } from '../../desk/storage.ts';

const LONGEST = 80;
const REMEMBERED = 30;
const PLACE = 'categories';
const NOT_RATED = ['spam', 'incident']; // the desk asks nobody how these went

/** A category as people call it. */
export const categoryName = (category) => (NOT_RATED.includes(category) ? t(`category.${category}`) : category);

export function createCategory() {
  const known = browser.read(PLACE, []);
  const input = h('input', { id: 'category', list: 'categories', maxlength: LONGEST, autocomplete: 'off', dir: 'auto' });
  const element = h('label', { class: 'field' }, h('span', {}, t('close.category')), input,
    h('datalist', { id: 'categories' }, [...known, ...NOT_RATED.map(categoryName)].map((one) => h('option', { value: one }))),
    h('small', { class: 'field-hint' }, t('close.category.hint')));
  const written = () => input.value.trim();
  const read = () => NOT_RATED.find((one) => categoryName(one) === written()) ?? written();

  /** The last used first. */
  function remember() {
    const used = written();
    if (used && used === read()) browser.write(PLACE, [used, ...known.filter((one) => one !== used)].slice(0, REMEMBERED));
  }

  return { element, read, remember };
}
