/** The middle pane: one follow-up, what is known of the customer, and the call that is made now. */
import * as api from '../../desk/api.ts';
import { choose } from '../choose.js';
import { fill, h, icon } from '../../kit/dom.js';
import { createCall } from './call.js';
import { callsOf, commentOf, customerOf, ratingOf, remarksOf, scriptOf } from './parts.js';
import { customerMark, customerName, dueMark, kindChip, scoreMark } from './row.js';
import { callsIn } from './followups.js';
import { agentName, dayAndTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { Poller } from '../../desk/poller.ts';
import { levelBadge } from '../conversations/row.js';

const PACE_MS = 30_000;

export function createFollowUp(desk, { id, say }, leaving) {
  const { session, followUps, conversations, colleagues, selection } = desk;
  const me = session.agent.agent_id;
  const one = () => followUps.get(id);
  const poller = new Poller(read);
  let missing = false;
  let footFor = null;
  let call = null;
  let visitor = null;

  const title = h('div', { class: 'conversation-title' });
  const moves = h('div', { class: 'moves', role: 'group', 'aria-label': t('followup.moves') });
  const word = h('p', { class: 'log-word' });
  const body = h('div', { class: 'message-body', tabindex: '0', 'aria-label': t('followup.content') });
  const foot = h('div', { class: 'conversation-foot' });
  const element = h('section', { class: 'conversation message-page followup-page', 'aria-label': t('followup.label') },
    h('header', { class: 'conversation-head' },
      h('button', { type: 'button', class: 'icon-button back', 'aria-label': t('conversation.back'), onclick: () => selection.choose(null) }, icon('back')),
      title, moves),
    word, body, foot);

  async function read() {
    try {
      followUps.learn(await api.readFollowUp(id));
      missing = false;
    } catch (problem) {
      if (problem.status !== 403 && problem.status !== 404) throw problem;
      missing = true;
      show();
      return null;
    }
    readVisitor();
    return one().state === 'done' ? null : PACE_MS;
  }

  /** The card of whom the conversation was with; it may be out of our reach, and we call all the same. */
  async function readVisitor() {
    const { about } = one();
    if (visitor || !about?.startsWith('cnv_') || !session.can('conversations.answer')) return;
    visitor = conversations.get(about)?.visitor ?? await api.readConversation(about).then((read) => read.visitor, () => null);
    if (visitor && !leaving.aborted) show();
  }

  function show() {
    const known = one();
    word.hidden = Boolean(known) && !missing;
    word.textContent = t(missing ? 'followup.missing' : 'conversation.loading');
    if (!known) return;
    fill(title, customerMark(known),
      h('div', { class: 'conversation-names' },
        h('div', { class: 'conversation-who' }, h('h2', { dir: 'auto' }, customerName(known)), levelBadge(visitor?.level), scoreMark(known)),
        h('div', { class: 'conversation-facts' }, kindChip(known), dueMark(known), h('span', {}, t('followup.number', { number: known.number })))));
    showMoves(known);
    showBody(known);
    showFoot(known);
  }

  /** Only what differs is built anew, so that a marked text stays marked. */
  function showBody(known) {
    const looks = JSON.stringify([known, visitor]);
    if (body.dataset.looks === looks) return;
    body.dataset.looks = looks;
    fill(body, commentOf(known), ratingOf(known), scriptOf(known), customerOf(known, visitor), remarksOf(known), callsOf(known, me));
  }

  function showMoves(known) {
    const may = known.state === 'open' && !missing && session.can('followups.manage') && session.can('people.see');
    if (moves.childElementCount > 0 === may) return;
    const label = t('followup.assign');
    fill(moves, may && h('button', { type: 'button', class: 'button small', 'aria-label': label, title: label, onclick: assign },
      icon('reassign'), h('span', {}, label)));
  }

  /** Rebuilt only when what can be done changes: a rebuilt text area would lose the cursor. */
  function showFoot(known) {
    const open = known.state === 'open' && !missing;
    const wanted = `${open} ${callsIn(known).length} ${known.owner.id}`;
    if (wanted === footFor) return;
    footFor = wanted;
    call = open ? createCall({ one: known, me, send }) : null;
    fill(foot, open
      ? [known.owner.id !== me && h('p', { class: 'foot-word' }, t('followup.theirs', { agent: agentName(known.owner) })), call.element]
      : h('div', { class: 'foot-bar' }, h('p', { role: 'status' }, missing ? t('followup.missing') : doneWords(known))));
  }

  const doneWords = ({ outcome, done_at: at }) =>
    t('followup.done.at', { outcome: tOf('outcome', outcome, { outcome }), time: dayAndTime(at) });

  /** Asks for one thing; gives null when it is done, or the words that say why not. What came of it is read at once. */
  async function attempt(ask, isDone) {
    let failure = null;
    try {
      followUps.learn(await api.insist(ask));
    } catch (problem) {
      await api.readFollowUp(id).then((now) => followUps.learn(now), () => null);
      if (!isDone(one())) failure = wordsOf(problem);
    }
    followUps.wake();
    poller.wake();
    return failure;
  }

  function wordsOf(problem) {
    const field = problem.errors[0]?.field;
    if (field) return tOf('call.wrong', field, { message: problem.errors[0].message });
    return tOf('followup.failed', problem.code, { code: problem.code, detail: problem.message });
  }

  async function send(request) {
    const before = callsIn(one()).length;
    const isThere = (now) => callsIn(now).slice(before).some((note) =>
      note.by.id === me && note.outcome === request.outcome && note.text === request.text);
    const failed = await attempt(() => api.recordCall(id, request), isThere);
    if (!failed) say(t(one().state === 'done' ? 'call.done' : 'call.again', { time: dayAndTime(one().due_at) }));
    return failed;
  }

  function assign() {
    choose({
      kind: 'assign', colleagues, agentId: me, exceptIds: [one().owner.id], withNote: false,
      act: async ({ agent_id: agentId }) => {
        const failed = await attempt(() => api.assignFollowUp(id, agentId), ({ owner }) => owner.id === agentId);
        return failed && { words: failed, full: false };
      },
    }, leaving);
  }

  followUps.addEventListener('changed', show, { signal: leaving });
  leaving.addEventListener('abort', () => poller.stop());
  const ticking = setInterval(() => document.hidden || show(), 20_000);
  leaving.addEventListener('abort', () => clearInterval(ticking));
  show();
  poller.start();
  return { element, focus: () => body.focus() };
}
