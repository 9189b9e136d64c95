/** The left pane: the conversations, the messages left while nobody was there, and the follow-ups; each for who may do them. */
import { fill, h } from '../kit/dom.js';
import { createFollowUpLists } from './followups/lists.js';
import { followUpOf } from './followups/followups.js';
import { t } from '../desk/i18n.ts';
import { createLists } from './lists.js';
import { createMessageLists } from './offline/lists.js';
import { messageOf } from './offline/messages.js';
import { tab as tabStorage } from '../desk/storage.ts';

/** `model`, where a section has one, is read while it is looked at, and counts what waits in it. */
const sectionsOf = ({ session, messages, followUps }) => [
  { name: 'conversations', may: session.can('conversations.answer'), create: createLists },
  { name: 'messages', may: messages.may, create: createMessageLists, model: messages },
  { name: 'followups', may: followUps.may, create: createFollowUpLists, model: followUps },
].filter(({ may }) => may);

function sectionOf(place) {
  if (messageOf(place)) return 'messages';
  return followUpOf(place) ? 'followups' : 'conversations';
}

export function createSections(desk, leaving) {
  const { selection } = desk;
  const sections = sectionsOf(desk).map((section) => ({
    ...section,
    pane: section.create(desk, leaving),
    count: h('span', { class: 'count' }),
  }));
  let open = sections[0];

  const tabs = sections.map((section) => h('button', {
    type: 'button', class: 'section-tab', role: 'tab', id: `section-${section.name}`, 'aria-controls': `side-${section.name}`,
    onclick: () => show(section),
  }, h('span', {}, t(`sections.${section.name}`)), section.count));
  for (const { name, pane } of sections) pane.element.id = `side-${name}`;

  function show(section) {
    open = section;
    tabStorage.write('section', section.name);
    for (const [index, one] of sections.entries()) {
      tabs[index].setAttribute('aria-selected', String(one === section));
      tabs[index].tabIndex = one === section ? 0 : -1;
      one.pane.element.hidden = one !== section;
      one.model?.look(one === section);
    }
  }

  function showCount({ name, model, count }) {
    const { known, count: waiting, more } = model.waiting;
    fill(count, known && waiting > 0 && [
      h('span', { 'aria-hidden': 'true' }, `${waiting}${more ? '+' : ''}`),
      h('span', { class: 'unseen' }, t(`sections.${name}.new`, { count: waiting })),
    ]);
  }

  const named = (name) => sections.find((section) => section.name === name);

  /** Whatever is opened from elsewhere (a notification, the address) is shown in its own list. */
  function follow() {
    const section = selection.id && named(sectionOf(selection.id));
    if (section) show(section);
  }

  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.altKey) return;
    const next = (sections.indexOf(open) + step + sections.length) % sections.length;
    show(sections[next]);
    tabs[next].focus();
  }

  for (const section of sections.filter(({ model }) => model)) {
    section.model.addEventListener('changed', () => showCount(section), { signal: leaving });
    leaving.addEventListener('abort', () => section.model.look(false));
    showCount(section);
  }
  selection.addEventListener('changed', follow, { signal: leaving });
  show(named(tabStorage.read('section', 'conversations')) ?? open);
  follow();
  const element = h('div', { class: 'side' },
    h('div', { class: 'section-tabs', role: 'tablist', 'aria-label': t('sections.label'), hidden: sections.length < 2, onkeydown: move }, tabs),
    sections.map(({ pane }) => pane.element));
  return { element, move: (step) => open.pane.move(step) };
}
