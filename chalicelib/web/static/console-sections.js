/** The left pane: the conversations, and beside them the messages left while nobody was there, for who may answer them. */
import { fill, h } from './console-dom.js';
import { learnWords, t } from './console-i18n.js';
import { createLists } from './console-lists.js';
import { createMessageLists } from './console-message-lists.js';
import { messageOf } from './console-messages.js';
import { tab as tabStorage } from './console-storage.js';
import { en } from './console-words-offline-en.js';
import { zh } from './console-words-offline-zh.js';

learnWords({ 'zh-CN': zh, en });

const SECTIONS = ['conversations', 'messages'];

export function createSections(desk, leaving) {
  const lists = createLists(desk, leaving);
  if (!desk.session.can('offline.answer')) return lists;
  const { messages, selection } = desk;
  const messageLists = createMessageLists(desk, leaving);
  const panes = { conversations: lists, messages: messageLists };
  let section = 'conversations';

  const count = h('span', { class: 'count' });
  const tabs = SECTIONS.map((name) => h('button', {
    type: 'button', class: 'section-tab', role: 'tab', id: `section-${name}`, 'aria-controls': `side-${name}`, onclick: () => open(name),
  }, h('span', {}, t(`sections.${name}`)), name === 'messages' && count));
  for (const name of SECTIONS) panes[name].element.id = `side-${name}`;

  function open(name) {
    section = name;
    tabStorage.write('section', name);
    for (const [index, one] of SECTIONS.entries()) {
      tabs[index].setAttribute('aria-selected', String(one === name));
      tabs[index].tabIndex = one === name ? 0 : -1;
      panes[one].element.hidden = one !== name;
    }
    messages.look(name === 'messages');
  }

  function showCount() {
    const { known, count: waiting, more } = messages.waiting;
    fill(count, known && waiting > 0 && [
      h('span', { 'aria-hidden': 'true' }, `${waiting}${more ? '+' : ''}`),
      h('span', { class: 'unseen' }, t('sections.new', { count: waiting })),
    ]);
  }

  /** Whatever is opened from elsewhere (a notification, the address) is shown in its own list. */
  function follow() {
    if (selection.id) open(messageOf(selection.id) ? 'messages' : 'conversations');
  }

  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const next = (SECTIONS.indexOf(section) + step + SECTIONS.length) % SECTIONS.length;
    open(SECTIONS[next]);
    tabs[next].focus();
  }

  messages.addEventListener('changed', showCount, { signal: leaving });
  selection.addEventListener('changed', follow, { signal: leaving });
  leaving.addEventListener('abort', () => messages.look(false));
  open(tabStorage.read('section', 'conversations'));
  follow();
  showCount();
  const element = h('div', { class: 'side' },
    h('div', { class: 'section-tabs', role: 'tablist', 'aria-label': t('sections.label'), onkeydown: move }, tabs),
    lists.element, messageLists.element);
  return { element, move: (step) => panes[section].move(step) };
}
