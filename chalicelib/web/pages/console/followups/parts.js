/** The parts of a follow-up: who the customer is and how they are reached, what it is about, what to say, and the calls so far. */
import { h, icon } from '../../kit/dom.js';
import { reasonWords } from './row.js';
import { callsIn, remarksIn } from './followups.js';
import { agentName, dayAndTime, fullTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { placeOf as messagePlace } from '../offline/messages.js';

/** `visitor` is the card of whoever talked with us, once it is read; null while or where it is not. */
export function customerOf(one, visitor) {
  const { email, mobile } = one.contacts;
  const facts = [
    ['mobile', mobile && contact(`tel:${mobile.replace(/[^+\d]/g, '')}`, mobile, 'phone')],
    ['email', email && contact(`mailto:${encodeURIComponent(email).replace('%40', '@')}`, email, 'mail')],
    ['contacts', !mobile && !email && t('followup.no_contacts')],
    ['level', visitor?.level && t(`level.${visitor.level}`)],
    ['visits', visitor?.visits && t('card.visits.count', { count: visitor.visits })],
    ['last_seen', visitor?.last_seen_at && time(visitor.last_seen_at)],
    ['plan', one.plan_key],
    ['about', aboutOf(one)],
    ['owner', agentName(one.owner)],
    ['created', time(one.created_at)],
  ].filter(([, value]) => value);
  return h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, t(`followup.${name}`)), h('dd', { dir: 'auto' }, value)]));
}

/** A link into the telephone or the mail program, which tells nobody where it was pressed. */
const contact = (address, shown, picture) =>
  h('a', { class: 'contact', href: address, rel: 'noopener noreferrer', dir: 'ltr' }, icon(picture), shown);

const time = (at) => h('time', { datetime: at, title: fullTime(at) }, dayAndTime(at));

/** The conversation or the message it is about, as a link to it. */
function aboutOf({ about }) {
  if (about?.startsWith('cnv_')) return h('a', { href: `#${encodeURIComponent(about)}` }, t('followup.about.conversation'));
  if (about?.startsWith('off_')) return h('a', { href: `#${encodeURIComponent(messagePlace(about))}` }, t('followup.about.message'));
  return about && h('code', {}, about);
}

export const commentOf = (one) => one.comment && h('blockquote', { class: 'message-text said', dir: 'auto' }, one.comment);

export const scriptOf = (one) => one.script && h('section', { class: 'script', 'aria-label': t('followup.script') },
  h('h3', {}, t('followup.script')), h('p', { class: 'message-text', dir: 'auto' }, one.script));

/** What else the customer said with the score, as it stands now. */
export function ratingOf(one) {
  const facts = [
    ['reasons', reasonWords(one)],
    ['resolved', typeof one.resolved === 'boolean' && t(`rating.resolved.${one.resolved}`)],
  ].filter(([, value]) => value);
  return facts.length > 0 && h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, t(`rating.${name}`)), h('dd', { dir: 'auto' }, value)]));
}

/** What became known since it was opened: the desk noted it, nobody called. */
export function remarksOf(one) {
  const remarks = remarksIn(one);
  if (!remarks.length) return null;
  return h('section', { class: 'answers', 'aria-label': t('followup.remarks') },
    h('h3', {}, t('followup.remarks')),
    remarks.map((note) => h('article', { class: 'answer call remark' },
      h('p', { class: 'answer-head' }, h('b', {}, t('outcome.other')), ' ', t('followup.by_desk'), ' ', time(note.at)),
      h('p', { class: 'message-text', dir: 'auto' }, note.text))));
}

export function callsOf(one, me) {
  const calls = callsIn(one);
  if (!calls.length) return null;
  return h('section', { class: 'answers', 'aria-label': t('followup.calls') },
    h('h3', {}, t('followup.calls')),
    calls.map((note) => h('article', { class: 'answer call', 'data-outcome': note.outcome },
      h('p', { class: 'answer-head' }, h('b', {}, tOf('outcome', note.outcome, { outcome: note.outcome })), ' ',
        h('bdi', {}, note.by.id === me ? t('entry.you') : agentName(note.by)), ' ', time(note.at)),
      note.text && h('p', { class: 'message-text', dir: 'auto' }, note.text))));
}
