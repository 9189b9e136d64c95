/** What can be done with a conversation besides answering it: the buttons for it, and what they do. */
import * as api from '../../desk/api.ts';
import { choose } from '../choose.js';
import { confirmed } from '../../kit/dialog.js';
import { fill, h, icon } from '../../kit/dom.js';
import { agentName } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';

/** `subject` reads the header again; `moved` is called after each attempt, so that everything is read at once. */
export function createMoves({ session, conversations, colleagues }, { id, subject, say, moved }, leaving) {
  const me = session.agent.agent_id;
  const one = () => conversations.get(id);

  /** Does a move; gives null when it is done, or the Problem. A lost answer counts as done when the desk shows it was. */
  async function attempt(ask, isDone) {
    try {
      conversations.learn(await api.insist(ask));
    } catch (problem) {
      const gone = await subject.read().then(() => false, ({ status }) => status === 403 || status === 404);
      if (gone) conversations.lose(id);
      if (!isDone(one())) return problem;
    } finally {
      moved();
    }
    return null;
  }

  async function press(button, kind, ask, isDone) {
    button.disabled = true;
    const problem = await attempt(ask, isDone);
    button.disabled = false;
    if (problem) say(wordsOf(kind, problem), { kind: 'warning' });
  }

  function open(kind, { ask, isDone, exceptIds }) {
    const act = async (choice) => {
      const problem = await attempt(() => ask(choice), (after) => isDone(after, choice));
      return problem && { words: wordsOf(kind, problem), full: problem.code === 'agent_full', empty: problem.code === 'nobody_free' };
    };
    choose({ kind, colleagues, agentId: me, exceptIds, act }, leaving);
  }

  const transfer = () => open('transfer', {
    ask: (choice) => api.transfer(id, choice),
    isDone: (after, choice) => (choice.agent_id ? after.agent?.id === choice.agent_id : after.agent?.id !== me),
    exceptIds: [me],
  });

  const invite = () => open('invite', {
    ask: (choice) => api.invite(id, choice),
    isDone: (after, choice) => after.guests?.some((guest) => guest.id === choice.agent_id),
    exceptIds: [me, ...(one().guests ?? []).map((guest) => guest.id)],
  });

  const reassign = () => open('reassign', {
    ask: (choice) => api.reassign(id, choice),
    isDone: (after, choice) => after.agent?.id === choice.agent_id,
    exceptIds: [one().agent?.id],
  });

  const hold = (button) => press(button, 'hold', () => api.hold(id), (after) => Boolean(after.held_at));
  const resume = (button) => press(button, 'resume', () => api.resume(id), (after) => !after.held_at);
  const leave = (button) => press(button, 'leave', () => api.leave(id), (after) => !conversations.isGuest(after));

  /** Taking it over; more than one's own capacity only when that is confirmed. */
  async function takeOver(button) {
    button.disabled = true;
    const take = (more) => attempt(() => api.reassign(id, { agent_id: me, ...more }), (after) => conversations.isMine(after));
    let problem = await take({});
    if (problem?.code === 'agent_full') {
      const sure = await confirmed({
        title: t('take_over.full.title'),
        paragraphs: [t('take_over.full.body', { count: conversations.serving.length, capacity: session.agent.capacity })],
        confirm: t('take_over.full.confirm'),
      }, leaving);
      problem = sure ? await take({ over_capacity: true }) : null;
    }
    button.disabled = false;
    if (problem) say(wordsOf('reassign', problem), { kind: 'warning' });
  }

  function buttonsFor(conversation) {
    const mine = conversations.isMine(conversation);
    const mayHandOn = mine && session.can('conversations.transfer');
    const mayReassign = conversation.state !== 'closed' && session.can('conversations.reassign') && session.agent.scope !== 'own';
    const mayTake = conversation.state === 'waiting' && session.can('conversations.take');
    const choosing = session.can('people.see');
    return [
      mayHandOn && choosing && ['transfer', 'transfer', transfer],
      mayHandOn && choosing && ['invite', 'invite', invite],
      mayHandOn && (conversation.held_at ? ['resume', 'play', resume] : ['hold', 'pause', hold]),
      conversations.isGuest(conversation) && ['leave', 'leave', leave],
      mayReassign && choosing && !mine && ['reassign', 'reassign', reassign],
      mayReassign && !mine && !mayTake && ['take_over', 'take_over', takeOver],
    ].filter(Boolean);
  }

  const element = h('div', { class: 'moves', role: 'group', 'aria-label': t('moves.label') });
  let shown = '';

  /** Rebuilt only when other buttons are due, so that the keyboard's focus stays. */
  function show(conversation) {
    const wanted = conversation ? buttonsFor(conversation) : [];
    const names = wanted.map(([name]) => name).join(' ');
    if (names === shown) return;
    shown = names;
    const hadFocus = element.contains(document.activeElement);
    fill(element, wanted.map(([name, picture, act]) => {
      const label = t(`moves.${name}`);
      const button = h('button', { type: 'button', class: 'button small', 'aria-label': label, title: label, 'data-move': name, onclick: () => act(button) },
        icon(picture), h('span', {}, label));
      return button;
    }));
    if (hadFocus) element.querySelector('[data-move="resume"], [data-move="hold"]')?.focus();
  }

  return { element, show };
}

/** Why it was refused: in our words where we know the reason, else in the desk's. */
function wordsOf(kind, problem) {
  const words = tOf('moves.failed', problem.code, { code: problem.code, detail: problem.message });
  const failed = t('moves.failed', { what: t(`moves.${kind}`), why: words });
  const names = (problem.said?.free ?? []).map(agentName).join(t('moves.and'));
  return names ? t('moves.have_room', { words: failed, names }) : failed;
}
