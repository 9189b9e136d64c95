/** The left pane: my conversations, the line, and all of them, as three tabs with counts. */
import { fill, h, icon, showRows } from '../kit/dom.js';
import { waited } from '../desk/format.ts';
import { t } from '../desk/i18n.ts';
import { rowOf } from './conversations/row.js';
import { tab as tabStorage } from '../desk/storage.ts';

const LISTS = ['mine', 'waiting', 'all'];
const STATES = ['', 'open', 'waiting', 'closed'];

export function createLists({ session, conversations, inbox, listing, selection, readMarks, outbox }, leaving) {
  const agentId = session.agent.agent_id;
  let list = tabStorage.read('list', 'mine');

  const tabs = LISTS.map((name) => {
    const count = h('span', { class: 'count' });
    const button = h('button', {
      type: 'button', class: 'tab', role: 'tab', id: `tab-${name}`, 'aria-controls': 'list', 'data-list': name, onclick: () => open(name),
    }, t(`lists.${name}`), count);
    return { name, button, count };
  });
  const filter = h('select', { 'aria-label': t('lists.state'), onchange: () => listing.choose(filter.value) },
    STATES.map((state) => h('option', { value: state, selected: state === listing.state }, t(state ? `state.${state}` : 'state.any'))));
  const filters = h('div', { class: 'list-filter' }, filter);
  const line = h('button', { type: 'button', class: 'line-hint', onclick: () => open('waiting') });
  const rows = h('ul', { class: 'rows' });
  const empty = h('div', { class: 'empty' });
  const more = h('button', { type: 'button', class: 'button wide', onclick: () => (listing.loaded ? listing.more() : listing.wake()) });
  const panel = h('div', { class: 'list-panel', id: 'list', role: 'tabpanel' }, rows, empty, h('div', { class: 'list-more' }, more));

  const itemsOf = (name) => (name === 'all' ? listing.items : conversations[name]);
  const isLoaded = () => (list === 'all' ? listing.loaded : inbox.loaded);

  function open(name) {
    list = name;
    tabStorage.write('list', name);
    if (name === 'all') listing.start();
    else listing.stop();
    panel.scrollTop = 0;
    show();
  }

  function show() {
    const items = itemsOf(list);
    for (const { name, button, count } of tabs) {
      const chosen = name === list;
      button.setAttribute('aria-selected', String(chosen));
      button.tabIndex = chosen ? 0 : -1;
      count.textContent = name === 'all' || !inbox.loaded ? '' : String(itemsOf(name).length);
      button.classList.toggle('calls', name !== 'all' && itemsOf(name).some((one) => name === 'waiting' || readMarks.unread(one) > 0));
    }
    panel.setAttribute('aria-labelledby', `tab-${list}`);
    filters.hidden = list !== 'all';
    showRows(rows, items.map((one) => rowOf(one, {
      list,
      agentId,
      selected: one.conversation_id === selection.id,
      undelivered: outbox.isHeldUp(one.conversation_id),
      unread: list === 'all' ? 0 : readMarks.unread(one),
      choose: (id) => selection.choose(id),
    })));
    showEmpty(items);
    showMore();
    showLine();
  }

  function showEmpty(items) {
    empty.hidden = items.length > 0;
    if (items.length) return;
    if (!isLoaded()) {
      fill(empty, h('p', {}, list === 'all' && listing.failed ? t('lists.failed') : t('lists.loading')));
      return;
    }
    fill(empty, icon(list === 'waiting' ? 'line' : 'chat'), h('p', {}, t(`lists.${list}.empty`)),
      h('p', { class: 'hint' }, t(`lists.${list}.empty.hint`)));
  }

  function showMore() {
    more.hidden = list !== 'all' || (!listing.next && !listing.failed);
    more.disabled = listing.loadingMore;
    if (listing.failed) more.textContent = t('lists.again');
    else more.textContent = t(listing.loadingMore ? 'lists.loading' : 'lists.more');
  }

  function showLine() {
    const waiting = conversations.waiting;
    line.hidden = list === 'waiting' || waiting.length === 0;
    if (waiting.length) line.textContent = t('lists.line', { count: waiting.length, waited: waited(waiting[0]) });
  }

  /** From one conversation to its neighbour in the list that is shown. */
  function move(step) {
    const ids = itemsOf(list).map((one) => one.conversation_id);
    if (!ids.length) return;
    const at = ids.indexOf(selection.id);
    const first = step > 0 ? 0 : ids.length - 1;
    const id = ids[at < 0 ? first : Math.min(ids.length - 1, Math.max(0, at + step))];
    selection.choose(id);
    rows.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  function moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const next = tabs[(LISTS.indexOf(list) + step + LISTS.length) % LISTS.length];
    open(next.name);
    next.button.focus();
  }

  for (const source of [conversations, inbox, listing, selection, readMarks, outbox]) {
    source.addEventListener('changed', show, { signal: leaving });
  }
  inbox.addEventListener('loaded', show, { signal: leaving });
  const ticking = setInterval(() => document.hidden || show(), 1000);
  leaving.addEventListener('abort', () => {
    clearInterval(ticking);
    listing.stop();
  });

  const element = h('nav', { class: 'lists', 'aria-label': t('lists.label') },
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('lists.label'), onkeydown: moveTab }, tabs.map(({ button }) => button)),
    filters, line, panel);
  open(list);
  return { element, move };
}
