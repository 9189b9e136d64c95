/** What was said in a conversation, and what is on its way: the scrolling middle of the page. */
import { fill, h, icon, showRows } from '../../kit/dom.js';
import { agentName, clockOf, dayOf, fullTime, visitorName } from '../../desk/format.ts';
import { withLinks } from '../../kit/linked.js';
import { t, tOf } from '../../desk/i18n.ts';
import { conditionOf } from '../outbox.js';
import { stepWords } from './steps.js';

const AT_BOTTOM_PX = 48;
const SAME_BREATH_MS = 5 * 60_000;

export function createEntries({ conversationOf, transcript, outbox, agentId, seen }, leaving) {
  const rows = h('ol', { class: 'entries' });
  const log = h('div', { class: 'log', role: 'log', 'aria-label': t('conversation.log'), 'aria-live': 'off', tabindex: '0' }, rows);
  const pill = h('button', { type: 'button', class: 'pill', hidden: true, onclick: () => toBottom() });
  let following = true;
  let missed = 0;
  let shownSeq = 0;

  const isAtBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < AT_BOTTOM_PX;

  function toBottom() {
    log.scrollTop = log.scrollHeight;
    following = true;
    noticeScroll();
  }

  function noticeScroll() {
    following = isAtBottom();
    if (following) missed = 0;
    showPill();
    noticeSeen();
  }

  function showPill() {
    pill.hidden = following;
    fill(pill, icon('down'), missed ? t('conversation.new_messages', { count: missed }) : t('conversation.latest'));
    pill.classList.toggle('calls', missed > 0);
  }

  function noticeSeen() {
    if (transcript.loaded && following && !document.hidden && document.hasFocus()) seen(transcript.lastSeq);
  }

  function show() {
    const wasFollowing = following;
    const entries = transcript.shown;
    outbox.settle(entries.map((entry) => entry.client_id).filter(Boolean));
    showRows(rows, rowsOf(entries));
    const last = entries.at(-1)?.seq ?? 0;
    const fresh = entries.filter((entry) => entry.seq > shownSeq && entry.author?.kind === 'visitor' && entry.kind === 'message').length;
    shownSeq = Math.max(shownSeq, last);
    if (wasFollowing) toBottom();
    else missed += fresh;
    noticeScroll();
    // The first page of an old conversation is not news to be read out.
    if (transcript.loaded) log.setAttribute('aria-live', 'polite');
  }

  function rowsOf(entries) {
    const list = [];
    let day = null;
    let before = null;
    for (const entry of [...entries, ...outbox.of(transcript.conversationId).map(asEntry)]) {
      const entryDay = new Date(entry.at).toDateString();
      if (entryDay !== day) {
        list.push(dayRow(entry.at, entryDay));
        before = null;
      }
      day = entryDay;
      if (entry.kind !== 'message') {
        const words = stepWords(entry, agentId);
        if (words) list.push(systemRow(entry, words));
        if (entry.note && entry.kind !== 'agent_away') list.push(noteRow(entry));
        before = null;
        continue;
      }
      const goesOn = before && before.author.kind === entry.author.kind && before.author.id === entry.author.id
        && new Date(entry.at) - new Date(before.at) < SAME_BREATH_MS;
      list.push(messageRow(entry, Boolean(goesOn)));
      before = entry;
    }
    return list;
  }

  const asEntry = (item) => ({ kind: 'message', author: { kind: 'agent', id: agentId }, text: item.text, at: item.at, client_id: item.client_id, item });

  function dayRow(at, key) {
    const words = dayOf(at);
    return { key: `day ${key}`, looks: words, make: () => h('li', { class: 'day' }), fill: (element) => fill(element, h('span', {}, words)) };
  }

  function systemRow(entry, words) {
    return {
      key: entry.seq,
      looks: words,
      make: () => h('li', { class: 'system', dir: 'auto', title: fullTime(entry.at) }),
      fill: (element) => fill(element, words, ' ', h('time', { datetime: entry.at }, clockOf(entry.at))),
    };
  }

  /** What one agent wrote for another: the visitor never sees it, and it must look like that. */
  function noteRow(entry) {
    return {
      key: `note ${entry.seq}`,
      looks: entry.note,
      make: () => h('li', { class: 'private-note' }),
      fill: (element) => fill(element,
        h('div', { class: 'private-head' }, icon('lock'), h('bdi', {}, t('entry.note', { by: agentName(entry.author) }))),
        h('p', { dir: 'auto' }, withLinks(entry.note))),
    };
  }

  function messageRow(entry, goesOn) {
    const { kind, id } = entry.author;
    const side = kind === 'agent' ? 'ours' : kind;
    const who = kind === 'agent' ? (id === agentId ? t('entry.you') : agentName(entry.author)) : visitorName(conversationOf() ?? { visitor_id: id });
    const condition = entry.item ? conditionOf(entry.item) : 'stored';
    return {
      key: kind === 'agent' && entry.client_id ? `reply ${entry.client_id}` : entry.seq,
      looks: JSON.stringify([who, goesOn, condition, entry.item?.failure, entry.at]),
      make: () => h('li', {}),
      fill: (element) => {
        element.className = `message ${side} ${condition}${goesOn ? ' goes-on' : ''}`;
        fill(element,
        h('div', { class: 'message-head' }, h('bdi', { class: 'message-who' }, who), ' ',
            h('time', { datetime: entry.at }, clockOf(entry.at))),
          h('div', { class: 'bubble', dir: 'auto', title: fullTime(entry.at) }, withLinks(entry.text)),
        );
        if (entry.item) element.append(deliveryOf(entry.item, condition));
      },
    };
  }

  function deliveryOf(item, condition) {
    const words = condition === 'refused' ? tOf('refused', item.failure, { code: item.failure }) : t(`sending.${condition}`);
    const act = (name, action) => h('button', { type: 'button', class: 'link', onclick: action }, t(`sending.${name}`));
    const retry = act('retry', () => outbox.retry(item.client_id));
    const discard = act('discard', () => outbox.discard(item.client_id));
    const actions = { sending: [], delayed: [retry], stuck: [retry, discard], refused: [retry, discard] }[condition];
    return h('div', { class: 'delivery' }, h('span', {}, words), actions.map((button) => [' ', button]));
  }

  transcript.addEventListener('changed', show, { signal: leaving });
  outbox.addEventListener('changed', ({ detail }) => {
    if (detail.conversationId === transcript.conversationId) show();
  }, { signal: leaving });
  log.addEventListener('scroll', noticeScroll, { passive: true, signal: leaving });
  window.addEventListener('focus', noticeSeen, { signal: leaving });
  document.addEventListener('visibilitychange', noticeSeen, { signal: leaving });
  // The composer grows and the window changes: who was at the bottom stays there.
  const resized = new ResizeObserver(() => (following ? toBottom() : noticeScroll()));
  resized.observe(log);
  leaving.addEventListener('abort', () => resized.disconnect());

  return { element: h('div', { class: 'log-frame' }, log, pill), show, toBottom };
}
