/** The right pane: who the visitor is, and the facts of this conversation. */
import { fill, h, icon } from './console-dom.js';
import { agentName, dayAndTime, duration, fullTime, linkOrText, localeName, readable, visitorName } from './console-format.js';
import { t } from './console-i18n.js';
import { avatar } from './console-row.js';

export function createCard({ conversations }, { id, subject, close }, leaving) {
  const body = h('div', { class: 'card-body' });
  const element = h('aside', { class: 'card', 'aria-label': t('card.label') },
    h('button', { type: 'button', class: 'icon-button card-close', 'aria-label': t('card.close'), title: t('card.close'), onclick: close }, icon('cross')),
    body);
  let looks = null;

  function show() {
    const one = conversations.get(id);
    const wanted = JSON.stringify([one, subject.failed]);
    if (wanted === looks) return;
    looks = wanted;
    if (!one?.visitor) {
      fill(body, h('p', { class: 'card-word' }, t(subject.failed ? 'card.failed' : 'card.loading')));
      return;
    }
    fill(body, whoOf(one), visitorFacts(one), h('h3', {}, t('card.conversation')), conversationFacts(one));
  }

  conversations.addEventListener('changed', show, { signal: leaving });
  subject.addEventListener('changed', show, { signal: leaving });
  show();
  return element;
}

function whoOf(one) {
  const { visits } = one.visitor;
  return h('div', { class: 'card-who' },
    avatar(one),
    h('h2', { dir: 'auto' }, visitorName(one)),
    visits && h('p', {}, t('card.visits.count', { count: visits })));
}

const visitorFacts = ({ visitor, ...one }) => facts([
  ['first_seen', moment(visitor.first_seen_at)],
  ['last_seen', moment(visitor.last_seen_at)],
  ['locale', (visitor.locale ?? one.locale) && localeName(visitor.locale ?? one.locale)],
  ['page', address(visitor.page ?? one.page)],
  ['referrer', address(visitor.referrer)],
  ['id', h('code', {}, visitor.visitor_id ?? one.visitor_id)],
]);

const conversationFacts = (one) => facts([
  ['plan', one.plan_key],
  ['started', moment(one.started_at)],
  ['first_reply', firstReply(one)],
  ['agent', one.agent && h('bdi', {}, agentName(one.agent))],
  ...(one.closed_at ? [['ended', moment(one.closed_at)]] : []),
]);

function firstReply(one) {
  if (!one.first_reply_at) return t('card.first_reply.none');
  return t('card.first_reply.after', { duration: duration(new Date(one.first_reply_at) - new Date(one.started_at)) });
}

const facts = (list) => h('dl', { class: 'facts' }, list.map(([name, value]) => [
  h('dt', {}, t(`card.${name}`)),
  h('dd', { dir: typeof value === 'string' ? 'auto' : null }, value || t('card.unknown')),
]));

const moment = (at) => at && h('time', { datetime: at, title: fullTime(at) }, dayAndTime(at));

const address = (text) => text && linkOrText(text, readable(text));
