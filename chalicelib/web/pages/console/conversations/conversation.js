/** The middle pane: one conversation, read live, and what can be done with it now. */
import * as api from '../../desk/api.ts';
import { createCategory } from './category.js';
import { createComposer } from './composer.js';
import { confirmed } from '../../kit/dialog.js';
import { fill, h, icon } from '../../kit/dom.js';
import { createEntries } from './entries.js';
import { agentName, clockOf, dayAndTime, visitorName } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { createMoves } from './moves.js';
import { avatar, levelBadge, stateChip } from './row.js';

/** `subject` reads the open conversation's header; `toggleCard` shows the visitor card where it has no room of its own. */
export function createConversation(desk, { id, subject, toggleCard, say }, leaving) {
  const { session, conversations, inbox, outbox, drafts, readMarks, selection } = desk;
  const agentId = session.agent.agent_id;
  const transcript = desk.transcript(id);
  let wasMine = false;
  let footFor = null;
  let composer = null;

  const header = () => conversations.get(id);
  const entries = createEntries({
    transcript, outbox, agentId, conversationOf: header, seen: (seq) => readMarks.mark(id, seq),
  }, leaving);

  const moves = createMoves(desk, { id, subject, say, moved }, leaving);
  const title = h('div', { class: 'conversation-title' });
  const closeButton = h('button', { type: 'button', class: 'button small', 'aria-label': t('conversation.close'), onclick: close }, icon('check'), h('span', {}, t('conversation.close')));
  const head = h('header', { class: 'conversation-head' },
    h('button', { type: 'button', class: 'icon-button back', 'aria-label': t('conversation.back'), onclick: () => selection.choose(null) }, icon('back')),
    title,
    moves.element,
    closeButton,
    h('button', { type: 'button', class: 'icon-button card-toggle', 'aria-label': t('conversation.card'), title: t('conversation.card'), onclick: toggleCard },
      icon('card')));
  const loading = h('p', { class: 'log-word' });
  const people = h('div', { class: 'conversation-people' });
  const condition = h('div', { class: 'condition', role: 'status' });
  const foot = h('div', { class: 'conversation-foot' });
  const element = h('section', { class: 'conversation', 'aria-label': t('conversation.label') }, head, people, loading, entries.element, condition, foot);

  function show() {
    const one = header();
    loading.hidden = transcript.loaded;
    loading.textContent = t(transcript.missing ? 'conversation.missing' : 'conversation.loading');
    closeButton.hidden = !one || !conversations.isMine(one);
    foot.hidden = !one;
    moves.show(one);
    if (!one) return;
    wasMine ||= conversations.isOurs(one);
    fill(title,
      avatar(one),
      h('div', { class: 'conversation-names' },
        h('div', { class: 'conversation-who' }, h('h2', { dir: 'auto' }, visitorName(one)), levelBadge(one.level)),
        h('div', { class: 'conversation-facts' }, stateChip(one), h('span', {}, one.plan_key),
          h('span', {}, dayAndTime(one.started_at)))));
    fill(people, peopleOf(one));
    showCondition(one);
    showFoot(one);
    transcript.expect(one.last_seq);
  }

  /** Who else matters here: whose it is if not mine, who is responsible if another, who helps. */
  function peopleOf(one) {
    const { agent, owner, guests = [] } = one;
    return [
      agent && agent.id !== agentId && ['agent', agent],
      owner && owner.id !== agent?.id && ['owner', owner],
      ...guests.map((guest) => ['guest', guest]),
    ].filter(Boolean).map(([role, person]) => h('span', {}, t(`conversation.${role}`), ' ',
      h('bdi', {}, person.id === agentId ? t('entry.you') : agentName(person))));
  }

  function showCondition(one) {
    const words = [
      one.held_at && t('conversation.held', { time: clockOf(one.held_at) }),
      one.left_at && one.state === 'open' && t(one.takes_slot ? 'conversation.left' : 'conversation.left.released', { time: clockOf(one.left_at) }),
      one.agent_away && t('conversation.agent_away', { agent: agentName(one.agent) }),
      conversations.isGuest(one) && t('conversation.as_guest', { agent: agentName(one.agent) }),
    ].filter(Boolean);
    const wanted = words.join('\n');
    if (condition.dataset.words === wanted) return;
    condition.dataset.words = wanted;
    fill(condition, words.map((text) => h('p', {}, text)));
  }

  /** Rebuilt only when what can be done changes: a rebuilt composer would lose the cursor. */
  function showFoot(one) {
    const [kind, ...words] = footOf(one);
    const wanted = [kind, ...words].join('\n');
    if (wanted === footFor) return;
    footFor = wanted;
    composer = null;
    if (kind === 'reply') {
      composer = createComposer({
        kept: { get: () => drafts.get(id), set: (text) => drafts.set(id, text) },
        send: (text) => {
          entries.toBottom();
          outbox.write(id, text);
        },
      });
      fill(foot, composer.element);
    } else if (kind === 'take') {
      fill(foot, takeBar());
    } else {
      fill(foot, h('div', { class: 'foot-bar' }, h('p', { role: 'status' }, words), keptDraft()));
    }
  }

  function footOf(one) {
    if (conversations.isOurs(one)) return ['reply'];
    if (one.state === 'waiting') return session.can('conversations.take') ? ['take'] : ['read', t('conversation.waits')];
    if (one.state === 'closed') {
      return ['read', one.closed_at ? t('conversation.closed_at', { time: dayAndTime(one.closed_at) }) : t('conversation.closed')];
    }
    if (!one.agent) return ['read', t('conversation.not_yours')];
    return ['read', t(wasMine ? 'conversation.taken_away' : 'conversation.elsewhere', { agent: agentName(one.agent) })];
  }

  function keptDraft() {
    const draft = drafts.get(id);
    return draft && h('p', { class: 'kept-draft' }, t('conversation.draft_kept'), h('bdi', {}, draft));
  }

  function takeBar() {
    const button = h('button', { type: 'button', class: 'button primary', onclick: () => take(button) }, t('conversation.take'));
    return h('div', { class: 'foot-bar' }, h('p', {}, t('conversation.take.hint')), button);
  }

  async function take(button) {
    button.disabled = true;
    button.textContent = t('conversation.taking');
    try {
      conversations.learn(await api.insist(() => api.take(id)));
    } catch (problem) {
      // Somebody has it: perhaps we do, and only the answer to our first try was lost.
      await subject.read().catch(() => null);
      if (!conversations.isMine(header())) say(tOf('take.failed', problem.code, { code: problem.code }), { kind: 'warning' });
    }
    button.disabled = false;
    button.textContent = t('conversation.take');
    moved();
    composer?.focus();
  }

  async function close() {
    const unsent = outbox.of(id).length;
    const category = createCategory();
    const sure = await confirmed({
      title: t('close.title'),
      paragraphs: [t('close.body'), ...(unsent ? [t('close.unsent', { count: unsent })] : [])],
      confirm: t('close.confirm'),
      more: category.element,
    }, leaving);
    if (!sure) return;
    category.remember();
    closeButton.disabled = true;
    try {
      conversations.learn(await api.insist(() => api.close(id, category.read())));
    } catch (problem) {
      await subject.read().catch(() => null);
      if (header().state !== 'closed') say(tOf('close.failed', problem.code, { code: problem.code }), { kind: 'warning' });
    }
    closeButton.disabled = false;
    moved();
  }

  /** Something was tried: whatever came of it shows at once. */
  function moved() {
    inbox.wake();
    transcript.expect(Infinity);
  }

  conversations.addEventListener('changed', show, { signal: leaving });
  transcript.addEventListener('changed', () => {
    show();
    if (transcript.state && header() && transcript.state !== header().state) subject.wake();
  }, { signal: leaving });
  leaving.addEventListener('abort', () => transcript.stop());

  show();
  entries.show();
  transcript.start();
  return { element, focus: () => composer?.focus() };
}

/** Nothing is chosen yet; `words` says what could be. */
export function createNoConversation(words = 'conversation.none') {
  return h('section', { class: 'conversation none', 'aria-label': t('conversation.label') },
    h('div', { class: 'empty' }, icon('chat'), h('p', {}, t(words)), h('p', { class: 'hint' }, t(`${words}.hint`))));
}
