/** The middle pane: one message left while nobody was there, and what can be done about it now. */
import * as api from '../../desk/api.ts';
import { choose } from '../choose.js';
import { confirmed } from '../../kit/dialog.js';
import { fill, h, icon } from '../../kit/dom.js';
import { agentName, dayAndTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { createAnswer } from './answer.js';
import { answersOf, factsOf, lifeOf } from './parts.js';
import { messageChip, senderMark, senderName } from './row.js';
import { createMessageRating } from '../conversations/rating.js';
import { Poller } from '../../desk/poller.ts';

const PACE_MS = 30_000;
const DELIVERY_PACE_MS = 4000;
const DELIVERED = ['sent', 'failed'];

export function createMessage(desk, { id, say }, leaving) {
  const { session, messages, colleagues, selection } = desk;
  const me = session.agent.agent_id;
  const one = () => messages.get(id);
  const poller = new Poller(read);
  const rating = createMessageRating(id, leaving);
  let missing = false;
  let footFor = null;
  let answer = null;

  const title = h('div', { class: 'conversation-title' });
  const moves = h('div', { class: 'moves', role: 'group', 'aria-label': t('message.moves') });
  const word = h('p', { class: 'log-word' });
  const body = h('div', { class: 'message-body', tabindex: '0', 'aria-label': t('message.content') });
  const foot = h('div', { class: 'conversation-foot' });
  const element = h('section', { class: 'conversation message-page', 'aria-label': t('message.label') },
    h('header', { class: 'conversation-head' },
      h('button', { type: 'button', class: 'icon-button back', 'aria-label': t('conversation.back'), onclick: () => selection.choose(null) }, icon('back')),
      title, moves),
    word, body, foot);

  async function read() {
    try {
      messages.learn(await api.readMessage(id));
      missing = false;
    } catch (problem) {
      if (problem.status !== 403 && problem.status !== 404) throw problem;
      missing = true;
      show();
      return null;
    }
    const underway = one().answers.some(({ notices = [] }) => notices.some(({ state }) => !DELIVERED.includes(state)));
    return underway ? DELIVERY_PACE_MS : PACE_MS;
  }

  function show() {
    const message = one();
    word.hidden = Boolean(message);
    word.textContent = t(missing ? 'message.missing' : 'conversation.loading');
    if (!message) return;
    fill(title, senderMark(message),
      h('div', { class: 'conversation-names' },
        h('div', { class: 'conversation-who' }, h('h2', { dir: 'auto' }, senderName(message))),
        h('div', { class: 'conversation-facts' }, messageChip(message), h('span', {}, t('message.number', { number: message.number })),
          h('span', {}, message.plan_key), h('span', {}, dayAndTime(message.created_at)))));
    showMoves(message);
    showBody(message);
    showFoot(message);
  }

  /** Only what differs is built anew, so that a marked text stays marked. */
  function showBody(message) {
    const looks = JSON.stringify(message);
    if (body.dataset.looks === looks) return;
    body.dataset.looks = looks;
    rating.look(message);
    fill(body,
      h('p', { class: 'message-text', dir: 'auto' }, message.text),
      lifeOf(message), factsOf(message), answersOf(message, me), rating.element);
  }

  function showMoves(message) {
    const open = message.state !== 'closed' && !missing;
    const may = {
      give: open && session.can('offline.assign') && session.can('people.see'),
      close: open && message.agent?.id === me,
    };
    const wanted = Object.keys(may).filter((name) => may[name]).join(' ');
    if (moves.dataset.shown === wanted) return;
    moves.dataset.shown = wanted;
    fill(moves,
      may.give && move('give', 'reassign', give),
      may.close && move('close', 'check', close));
  }

  function move(name, picture, act) {
    const label = t(`message.${name}`);
    return h('button', { type: 'button', class: 'button small', 'aria-label': label, title: label, 'data-move': name, onclick: act },
      icon(picture), h('span', {}, label));
  }

  /** Rebuilt only when what can be done changes: a rebuilt text area would lose the cursor. */
  function showFoot(message) {
    const [kind, words] = footOf(message);
    const wanted = `${kind} ${words ?? ''}`;
    if (wanted === footFor) return;
    footFor = wanted;
    answer = null;
    if (kind === 'answer') {
      answer = createAnswer({ message, me, send, isThere, preview: (text) => api.previewAnswer(id, text) });
      fill(foot, answer.element);
    } else if (kind === 'claim') {
      const button = h('button', { type: 'button', class: 'button primary', onclick: () => claim(button) }, t('message.claim'));
      fill(foot, h('div', { class: 'foot-bar' }, h('p', {}, t('message.claim.hint')), button));
    } else {
      fill(foot, h('div', { class: 'foot-bar' }, h('p', { role: 'status' }, words)));
    }
  }

  function footOf(message) {
    if (message.state === 'closed') return ['read', t('message.closed.at', { time: dayAndTime(message.closed_at ?? message.created_at) })];
    if (message.agent?.id === me && message.state !== 'new') return ['answer'];
    if (message.state === 'new' && !missing) return ['claim'];
    return ['read', message.agent ? t('message.theirs', { agent: agentName(message.agent) }) : t('message.missing')];
  }

  /** Asks for one thing; gives null when it is done, or the words that say why not. What came of it is read at once. */
  async function attempt(ask, isDone) {
    let failure = null;
    try {
      messages.learn(await api.insist(ask));
    } catch (problem) {
      await api.readMessage(id).then((message) => messages.learn(message), () => learnHolder(problem.said.agent));
      if (!one() || !isDone(one())) failure = wordsOf(problem);
    }
    messages.wake();
    poller.wake();
    return failure;
  }

  /** Whoever was faster may have taken it out of our reach; then only the refusal tells who. */
  function learnHolder(agent) {
    if (agent && one()) messages.learn({ ...one(), state: 'claimed', agent });
  }

  function wordsOf(problem) {
    const holder = problem.said.agent ?? one()?.agent;
    return tOf('message.failed', problem.code, { code: problem.code, detail: problem.message, agent: holder ? agentName(holder) : t('message.somebody') });
  }

  async function claim(button) {
    button.disabled = true;
    const failed = await attempt(() => api.claimMessage(id), (message) => message.agent?.id === me && message.state !== 'new');
    button.disabled = false;
    if (failed) say(failed, { kind: 'warning', stays: true });
    answer?.focus();
  }

  const isThere = (text) => one()?.answers.some((each) => each.text === text && each.agent?.id === me) ?? false;

  async function send(request) {
    const failed = await attempt(() => api.answerMessage(id, request), () => isThere(request.text));
    if (!failed) say(t('answer.sent'));
    return failed;
  }

  async function close() {
    const unanswered = !one().answers.length;
    const sure = await confirmed({
      title: t('message.close.title'),
      paragraphs: [t(unanswered ? 'message.close.unanswered' : 'message.close.body')],
      confirm: t('message.close'),
    }, leaving);
    if (!sure) return;
    const failed = await attempt(() => api.closeMessage(id), (message) => message.state === 'closed');
    if (failed) say(failed, { kind: 'warning', stays: true });
  }

  function give() {
    choose({
      kind: 'give', colleagues, agentId: me, exceptIds: [one().state === 'new' ? null : one().agent?.id], withNote: false,
      act: async ({ agent_id: agentId }) => {
        const failed = await attempt(() => api.assignMessage(id, agentId), (message) => message.agent?.id === agentId);
        return failed && { words: failed, full: false };
      },
    }, leaving);
  }

  messages.addEventListener('changed', show, { signal: leaving });
  leaving.addEventListener('abort', () => poller.stop());
  show();
  poller.start();
  return { element, focus: () => (answer ? answer.focus() : body.focus()) };
}
