/** The section of due work: what died and asks for somebody's hand, and what waits for its time. */
import { fill, h, icon } from '../../kit/dom.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { isKnown, t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { createPages } from '../parts/pages.js';
import { createSection, nothing, table } from '../section.js';
import { isRunning, kindWords, openPiece } from './work-piece.js';

const STATES = ['dead', 'due'];
const COLUMNS = ['kind', 'due_at', 'tries', 'leased_until', 'last_error'];

export function showWork({ say, leaving }) {
  // At first the dead, if there are any; then the list stays, also when its last piece is gone.
  let chosen = null;
  const counts = Object.fromEntries(STATES.map((state) => [state, h('span', { class: 'count' })]));
  const tabs = STATES.map((state) => h('button', {
    type: 'button', class: 'tab', role: 'tab', id: `work-${state}`, 'aria-controls': 'work-list', 'aria-selected': 'false', onclick: () => choose(state),
  }, t(`duework.${state}`), counts[state]));
  const again = h('button', { type: 'button', class: 'button small', onclick: () => section.reload() }, t('notices.reload'));

  const section = createSection({ id: 'work', tools: again, load, show }, leaving);

  async function load() {
    const dead = await api.listWork('dead');
    const state = chosen ?? (dead.items.length ? 'dead' : 'due');
    return { dead, state, first: state === 'dead' ? dead : await api.listWork('due') };
  }

  function choose(state) {
    chosen = state;
    mark(state);
    return section.reload();
  }

  function mark(state) {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(STATES[index] === state));
      tab.tabIndex = STATES[index] === state ? 0 : -1;
    });
  }

  function show({ dead, state, first }) {
    const held = document.activeElement;
    chosen ??= state;
    mark(state);
    fill(counts.dead, dead.items.length > 0 && `${dead.items.length}${dead.next ? '+' : ''}`);
    tabs[0].classList.toggle('calls', dead.items.length > 0);
    const panel = h('div', { class: 'section-content', id: 'work-list', role: 'tabpanel', 'aria-labelledby': `work-${state}` },
      state === 'due' && !dead.items.length && h('p', { class: 'work-well' }, icon('check'), t('duework.none.dead')), listOf(state, first));
    // Tabs that are put in anew lose the cursor.
    if (tabs.includes(held)) queueMicrotask(() => held.focus());
    return [h('div', { class: 'tabs work-tabs', role: 'tablist', 'aria-label': t('section.work'), onkeydown: moveTab }, tabs), panel];
  }

  function moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const next = (tabs.findIndex((tab) => tab.tabIndex === 0) + step + tabs.length) % tabs.length;
    tabs[next].focus();
    choose(STATES[next]);
  }

  function listOf(state, first) {
    if (first.items.length) return createPages({ first, read: (cursor) => api.listWork(state, cursor), show: (pieces) => list(state, pieces) });
    return state === 'dead' ? h('p', { class: 'panel nothing good' }, icon('check'), t('duework.none.dead')) : nothing(t('duework.none.due'));
  }

  const open = (piece) => openPiece(piece, { say, changed: section.reload }, leaving);

  const list = (state, pieces) => table({
    caption: t(`duework.${state}`),
    columns: COLUMNS.map((column) => t(`duework.${column}`)).concat(t('actions')),
    rows: inOrder(pieces).map((piece) => ({ key: piece.work_id, cells: [...cellsOf(piece), look(piece, open)] })),
  });

  return section.element;
}

/** The desk gives what waits in several rows, each in order. */
const inOrder = (pieces) => [...pieces].sort((one, other) => new Date(one.due_at) - new Date(other.due_at));

const cellsOf = (piece) => [
  h('div', { class: 'notice-what' }, h('span', { class: 'who-name' }, kindWords(piece)), isKnown(`job.${piece.kind}`) && h('code', { class: 'who-email' }, piece.kind)),
  time(piece.due_at),
  h('span', { class: 'number' }, piece.tries),
  isRunning(piece) ? h('span', { class: 'chip waiting' }, t('duework.running', { time: dayAndTime(piece.leased_until) })) : '—',
  piece.last_error ? h('span', { class: 'notice-why', lang: 'en', dir: 'auto' }, piece.last_error) : '—',
];

const time = (at) => h('time', { class: 'number', datetime: at, title: fullTime(at) }, dayAndTime(at));

const look = (piece, open) => h('div', { class: 'actions' }, h('button', {
  type: 'button', class: 'button small quiet', 'aria-label': `${t('notices.look')} ${kindWords(piece)}`, onclick: () => open(piece),
}, t('notices.look')));
