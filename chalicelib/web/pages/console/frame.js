/** The desk's page: bar, banner and three panes, and the keys that work everywhere. Rebuilt when the language or the rights change. */
import { createCard } from './conversations/card.js';
import { connection } from '../desk/connection.ts';
import { createConversation, createNoConversation } from './conversations/conversation.js';
import { createToasts } from '../kit/dialog.js';
import { fill, h } from '../kit/dom.js';
import { createFollowUp } from './followups/followup.js';
import { followUpOf } from './followups/followups.js';
import { visitorName } from '../desk/format.ts';
import { language, t, tOf } from '../desk/i18n.ts';
import { createMessage } from './offline/message.js';
import { messageOf } from './offline/messages.js';
import { wakeAll } from '../desk/poller.ts';
import { createSections } from './sections.js';
import { Subject } from './subject.js';
import { createTopBar } from './top-bar.js';
import { createDeparture } from './people/departure.js';

export function showFrame(page, desk, leaving) {
  let rebuild = null;
  const build = () => {
    rebuild?.abort();
    rebuild = new AbortController();
    fill(page, frame(desk, rebuild.signal));
  };
  for (const source of [language, desk.session]) source.addEventListener('changed', build, { signal: leaving });
  leaving.addEventListener('abort', () => rebuild.abort());
  build();
}

function frame(desk, leaving) {
  const { session, selection, presence, inbox, outbox, conversations } = desk;
  const toasts = createToasts();
  const lists = createSections(desk, leaving);
  const departure = createDeparture(desk, leaving);
  const main = h('main', { class: 'main' });
  const element = h('div', { class: 'desk' }, createTopBar(desk, departure, leaving), createBanner(toasts, leaving),
    h('div', { class: 'panes' }, lists.element, main), toasts.element);
  let closing = null;
  let open = null;

  function showCard(shown) {
    element.classList.toggle('shows-card', shown);
  }

  function showSelected() {
    closing?.abort();
    closing = new AbortController();
    const { signal } = closing;
    const isConversation = selection.id && !messageOf(selection.id) && !followUpOf(selection.id);
    const id = isConversation && !session.can('conversations.answer') ? null : selection.id;
    element.classList.toggle('has-selection', Boolean(id));
    showCard(false);
    if (!id) {
      open = null;
      fill(main, createNoConversation(session.can('conversations.answer') ? 'conversation.none' : 'work.none'));
      return;
    }
    open = workOf(id, signal);
    if (open) {
      fill(main, open.element);
      open.focus();
      return;
    }
    const subject = new Subject(id, conversations);
    open = createConversation(desk, {
      id, subject, say: toasts.say, toggleCard: () => showCard(!element.classList.contains('shows-card')),
    }, signal);
    fill(main, open.element, createCard(desk, { id, subject, close: () => showCard(false), say: toasts.say }, signal));
    inbox.addEventListener('gone', ({ detail }) => detail.id === id && subject.wake(), { signal });
    signal.addEventListener('abort', () => subject.stop());
    subject.start();
    open.focus();
  }

  /** The page of a message or a follow-up; null for what is neither. */
  function workOf(place, signal) {
    const [messageId, followUpId] = [messageOf(place), followUpOf(place)];
    if (messageId) return createMessage(desk, { id: messageId, say: toasts.say }, signal);
    return followUpId && createFollowUp(desk, { id: followUpId, say: toasts.say }, signal);
  }

  function key(event) {
    if (event.key === 'Escape') showCard(false);
    if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    lists.move(step);
  }

  selection.addEventListener('changed', showSelected, { signal: leaving });
  presence.addEventListener('overruled', ({ detail }) => {
    toasts.say(t('presence.overruled', { status: t(`presence.${detail.status}`) }), { kind: 'warning', stays: true });
  }, { signal: leaving });
  presence.addEventListener('refused', ({ detail: { error } }) => {
    if (error.code === 'conversations_open') return departure.offline(error);
    return toasts.say(tOf('presence.refused', error.code, { code: error.code }), { kind: 'warning', stays: true });
  }, { signal: leaving });
  outbox.addEventListener('refused', ({ detail: { conversationId } }) => {
    if (conversationId === selection.id) return;
    const visitor = visitorName(conversations.get(conversationId) ?? {});
    const action = { label: t('sending.show'), run: () => selection.choose(conversationId) };
    toasts.say(t('sending.refused', { visitor }), { kind: 'warning', stays: true, action });
  }, { signal: leaving });
  document.addEventListener('keydown', key, { signal: leaving });
  leaving.addEventListener('abort', () => closing.abort());
  showSelected();
  return element;
}

/** A quiet line while the desk cannot be reached; it goes by itself. */
function createBanner(toasts, leaving) {
  const banner = h('div', { class: 'banner', role: 'status' });

  function show() {
    const wasShown = banner.childElementCount > 0;
    if (connection.down) {
      fill(banner, h('span', {}, t('connection.down')),
        h('button', { type: 'button', class: 'link', onclick: wakeAll }, t('connection.retry')));
    } else {
      fill(banner);
      if (wasShown) toasts.say(t('connection.back'));
    }
  }

  connection.addEventListener('changed', show, { signal: leaving });
  show();
  return banner;
}
