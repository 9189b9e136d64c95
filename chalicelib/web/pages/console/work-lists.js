/** The lists of a Worklist in the left pane: a tab for each, filters for the long ones, and the rows of the one that is open. */
import { fill, h, icon, showRows } from '../kit/dom.js';
import { t } from '../desk/i18n.ts';

/**
 * `name` begins the words; `row(item, {selected, choose})` gives a row for showRows(), `place(item)` its place in the
 * address. A filter is {name, label, options: [[value, words]]}; they are shown where `filtered(view)`.
 */
export function createWorkLists({ name, model, views, filters, filtered, row, place, picture }, selection, leaving) {
  const tabs = views.map((view) => h('button', {
    type: 'button', class: 'tab', role: 'tab', id: `${name}-${view}`, 'aria-controls': name, onclick: () => open(view),
  }, t(`${name}.${view}`)));
  const selects = filters.map((filter) => h('select', { name: filter.name, 'aria-label': filter.label, onchange: choose },
    filter.options.map(([value, words]) => h('option', { value, selected: value === model.filters[filter.name] }, words))));
  const filterLine = h('div', { class: 'list-filter' }, selects);
  const rows = h('ul', { class: 'rows' });
  const empty = h('div', { class: 'empty' });
  const more = h('button', {
    type: 'button', class: 'button wide', onclick: () => (model.page.loaded ? model.more() : model.wake()),
  });
  const panel = h('div', { class: 'list-panel', id: name, role: 'tabpanel' }, rows, empty, h('div', { class: 'list-more' }, more));

  function open(view) {
    panel.scrollTop = 0;
    model.choose(view);
  }

  function choose() {
    model.choose(model.view, Object.fromEntries(selects.map((select) => [select.name, select.value])));
  }

  function show() {
    const { view, items, page } = model;
    for (const [index, one] of views.entries()) {
      tabs[index].setAttribute('aria-selected', String(one === view));
      tabs[index].tabIndex = one === view ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `${name}-${view}`);
    filterLine.hidden = !filtered(view);
    showRows(rows, items.map((one) => row(one, {
      selected: place(one) === selection.id, choose: () => selection.choose(place(one)),
    })));
    empty.hidden = items.length > 0;
    if (!items.length) fill(empty, emptyWords(view, page));
    more.hidden = !page.next && !page.failed;
    more.disabled = page.loadingMore;
    if (page.failed) more.textContent = t('lists.again');
    else more.textContent = t(page.loadingMore ? 'lists.loading' : 'lists.more');
  }

  function emptyWords(view, page) {
    if (!page.loaded) return h('p', {}, t(page.failed ? 'lists.failed' : 'lists.loading'));
    return [icon(picture), h('p', {}, t(`${name}.${view}.empty`)), h('p', { class: 'hint' }, t(`${name}.${view}.empty.hint`))];
  }

  /** From one to its neighbour in the list that is shown. */
  function move(step) {
    const places = model.items.map(place);
    if (!places.length) return;
    const at = places.indexOf(selection.id);
    const first = step > 0 ? 0 : places.length - 1;
    selection.choose(places[at < 0 ? first : Math.min(places.length - 1, Math.max(0, at + step))]);
    rows.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  function moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const next = (views.indexOf(model.view) + step + views.length) % views.length;
    open(views[next]);
    tabs[next].focus();
  }

  for (const source of [model, selection]) source.addEventListener('changed', show, { signal: leaving });
  const ticking = setInterval(() => document.hidden || show(), 10_000);
  leaving.addEventListener('abort', () => clearInterval(ticking));
  const element = h('nav', { class: 'lists', 'aria-label': t(`${name}.label`) },
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': t(`${name}.label`), onkeydown: moveTab }, tabs), filterLine, panel);
  show();
  return { element, move };
}
