/** The right pane: who the visitor is, and the facts of this conversation. */
import { explainAssignment } from './assignment.js';
import { categoryName } from './category.js';
import { fill, h, icon } from '../../kit/dom.js';
import { planFollowUp } from '../followups/plan.js';
import { placeOf } from '../followups/followups.js';
import { agentName, dayAndTime, duration, fullTime, localeName, readable } from '../../desk/format.ts';
import { linkOrText } from '../../kit/linked.js';
import { t } from '../../desk/i18n.ts';
import { createPerson } from './person.js';
import { createRating } from './rating.js';

export function createCard(desk, { id, subject, close, say }, leaving) {
  const { session, conversations, followUps, selection } = desk;
  const agentId = session.agent.agent_id;
  const person = createPerson(desk, id);
  const word = h('p', { class: 'card-word' });
  const about = h('div');
  const rating = session.can('conversations.answer') && createRating(desk.transcript(id), leaving);
  const body = h('div', { class: 'card-body' }, word, person.element, rating, about);
  const element = h('aside', { class: 'card', 'aria-label': t('card.label') },
    h('button', { type: 'button', class: 'icon-button card-close', 'aria-label': t('card.close'), title: t('card.close'), onclick: close }, icon('cross')),
    body);
  let looks = null;

  function show() {
    const one = conversations.get(id);
    const wanted = JSON.stringify([one, subject.failed]);
    if (wanted === looks) return;
    looks = wanted;
    word.hidden = Boolean(one?.visitor);
    if (!one?.visitor) {
      word.textContent = t(subject.failed ? 'card.failed' : 'card.loading');
      return;
    }
    person.show();
    fill(about, visitorFacts(one), session.can('followups.work') && planButton(one), h('h3', {}, t('card.conversation')), conversationFacts(one), one.owner && session.can('assignment.explain') && why(one));
  }

  function planButton(one) {
    return h('button', { type: 'button', class: 'button small wide plan-button', onclick: () => planFollowUp({ conversation: one, me: agentId, planned }, leaving) },
      icon('phone'), t('planning.open'));
  }

  function planned(followUp) {
    followUps.learn(followUp);
    followUps.wake();
    say(t('planning.done'), { action: { label: t('planning.show'), run: () => selection.choose(placeOf(followUp.followup_id)) } });
  }

  function why(one) {
    const mine = conversations.isMine(one);
    return h('button', { type: 'button', class: 'button small wide why-button', onclick: () => explainAssignment(id, agentId, leaving) },
      icon('why'), t(mine ? 'why.me' : 'why.this'));
  }

  conversations.addEventListener('changed', show, { signal: leaving });
  subject.addEventListener('changed', show, { signal: leaving });
  show();
  return element;
}

const visitorFacts = ({ visitor, ...one }) => facts([
  ...(visitor.mobile ? [['mobile', contact(`tel:${visitor.mobile.replace(/[^+\d]/g, '')}`, visitor.mobile)]] : []),
  ...(visitor.email ? [['email', contact(`mailto:${encodeURIComponent(visitor.email).replace('%40', '@')}`, visitor.email)]] : []),
  ['first_seen', moment(visitor.first_seen_at)],
  ['last_seen', moment(visitor.last_seen_at)],
  ['locale', (visitor.locale ?? one.locale) && localeName(visitor.locale ?? one.locale)],
  ['page', address(visitor.page ?? one.page)],
  ['referrer', address(visitor.referrer)],
  ['id', h('code', {}, visitor.visitor_id ?? one.visitor_id)],
]);

/** A link into the mail program or the telephone, which tells nobody where it was pressed. */
const contact = (address, shown) => h('a', { href: address, rel: 'noopener noreferrer', dir: 'ltr' }, shown);

const conversationFacts = (one) => facts([
  ['plan', one.plan_key],
  ['started', moment(one.started_at)],
  ['first_reply', firstReply(one)],
  ['agent', one.agent && h('bdi', {}, agentName(one.agent))],
  ['owner', one.owner && h('bdi', {}, agentName(one.owner))],
  ...(one.guests?.length ? [['guests', one.guests.map((guest) => h('bdi', { class: 'fact-line' }, agentName(guest)))]] : []),
  ...(one.held_at ? [['held', moment(one.held_at)]] : []),
  ...(one.closed_at ? [['ended', moment(one.closed_at)]] : []),
  ...(one.category ? [['category', categoryName(one.category)]] : []),
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
