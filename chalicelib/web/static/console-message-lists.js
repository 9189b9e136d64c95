/** The lists of messages left: mine, those nobody has taken, and all within reach. */
import { fill, h, icon, showRows } from './console-dom.js';
import { t } from './console-i18n.js';
import { messageRow } from './console-message-row.js';
import { VIEWS, placeOf } from './console-messages.js';

const STATES = ['', 'new', 'claimed', 'answered', 'closed'];

export function createMessageLists({ session, messages, selection }, leaving) {
  const agentId = session.agent.agent_id;
  const tabs = VIEWS.map((view) => h('button', {
    type: 'button', class: 'tab', role: 'tab', id: `view-${view}`, 'aria-controls': 'messages', onclick: () => open(view),
  }, t(`messages.${view}`)));
  const filter = h('select', { 'aria-label': t('messages.state'), onchange: () => messages.choose('all', filter.value) },
    STATES.map((state) => h('option', { value: state, selected: state === messages.state }, t(state ? `message.${state}` : 'state.any'))));
  const filters = h('div', { class: 'list-filter' }, filter);
  const rows = h('ul', { class: 'rows' });
  const empty = h('div', { class: 'empty' });
  const more = h('button', {
    type: 'button', class: 'button wide', onclick: () => (messages.page.loaded ? messages.more() : messages.wake()),
  });
  const panel = h('div', { class: 'list-panel', id: 'messages', role: 'tabpanel' }, rows, empty, h('div', { class: 'list-more' }, more));

  function open(view) {
    panel.scrollTop = 0;
    messages.choose(view);
  }

  function show() {
    const { view, items, page } = messages;
    for (const [index, one] of VIEWS.entries()) {
      tabs[index].setAttribute('aria-selected', String(one === view));
      tabs[index].tabIndex = one === view ? 0 : -1;
    }
    panel.setAttribute('aria-labelledby', `view-${view}`);
    filters.hidden = view !== 'all';
    showRows(rows, items.map((one) => messageRow(one, {
      agentId, selected: placeOf(one.message_id) === selection.id, choose: (id) => selection.choose(placeOf(id)),
    })));
    empty.hidden = items.length > 0;
    if (!items.length) fill(empty, emptyWords(view, page));
    more.hidden = !page.next && !page.failed;
    more.disabled = page.loadingMore;
    if (page.failed) more.textContent = t('lists.again');
    else more.textContent = t(page.loadingMore ? 'lists.loading' : 'lists.more');
  }

  /** From one message to its neighbour in the list that is shown. */
  function move(step) {
    const places = messages.items.map((one) => placeOf(one.message_id));
    if (!places.length) return;
    const at = places.indexOf(selection.id);
    const first = step > 0 ? 0 : places.length - 1;
    selection.choose(places[at < 0 ? first : Math.min(places.length - 1, Math.max(0, at + step))]);
    rows.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  function moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const next = (VIEWS.indexOf(messages.view) + step + VIEWS.length) % VIEWS.length;
    open(VIEWS[next]);
    tabs[next].focus();
  }

  for (const source of [messages, selection]) source.addEventListener('changed', show, { signal: leaving });
  const ticking = setInterval(() => document.hidden || show(), 10_000);
  leaving.addEventListener('abort', () => clearInterval(ticking));
  const element = h('nav', { class: 'lists', 'aria-label': t('messages.label') },
    h('div', { class: 'tabs', role: 'tablist', 'aria-label': t('messages.label'), onkeydown: moveTab }, tabs), filters, panel);
  show();
  return { element, move };
}

function emptyWords(view, page) {
  if (!page.loaded) return h('p', {}, t(page.failed ? 'lists.failed' : 'lists.loading'));
  return [icon('mail'), h('p', {}, t(`messages.${view}.empty`)), h('p', { class: 'hint' }, t(`messages.${view}.empty.hint`))];
}
