/** The parts of a message left: how it went, who left it and how they are reached, what was answered and whether it arrived. */
import { h, icon } from '../../kit/dom.js';
import { agentName, dayAndTime, fullTime, readable } from '../../desk/format.ts';
import { linkOrText } from '../../kit/linked.js';
import { t, tOf } from '../../desk/i18n.ts';

/** Left, taken, answered, closed: each with its time, as far as it came. */
export function lifeOf(message) {
  const steps = [
    ['created', message.created_at], ['claimed', message.claimed_at], ['answered', message.answered_at], ['closed', message.closed_at],
  ].filter(([, at]) => at);
  const late = message.remind_at && ['new', 'claimed'].includes(message.state) && message.remind_at;
  return h('ol', { class: 'life', 'aria-label': t('message.life') },
    steps.map(([step, at]) => h('li', {}, h('b', {}, t(`life.${step}`)),
      step === 'claimed' && message.agent && h('bdi', {}, agentName(message.agent)), time(at))),
    late && h('li', { class: 'life-due' }, h('b', {}, t('life.remind')), time(late)));
}

const time = (at) => h('time', { datetime: at, title: fullTime(at) }, dayAndTime(at));

export function factsOf(message) {
  const facts = [
    ['email', message.email && contact(`mailto:${encodeURIComponent(message.email).replace('%40', '@')}`, message.email)],
    ['mobile', message.mobile && contact(`tel:${message.mobile.replace(/[^+\d]/g, '')}`, message.mobile)],
    ['category', message.category],
    ['page', message.page && linkOrText(message.page, readable(message.page))],
    ['visitor', message.visitor_id && h('code', {}, message.visitor_id)],
    ['agent', message.agent ? agentName(message.agent) : t('message.nobody')],
  ].filter(([, value]) => value);
  return h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, t(`message.${name}`)), h('dd', { dir: 'auto' }, value)]));
}

/** A link into the mail program or the telephone, which tells nobody where it was pressed. */
const contact = (address, shown) => h('a', { href: address, rel: 'noopener noreferrer', dir: 'ltr' }, shown);

export function answersOf(message, me) {
  if (!message.answers?.length) return null;
  return h('section', { class: 'answers', 'aria-label': t('message.answers') },
    h('h3', {}, t('message.answers')),
    message.answers.map((answer) => h('article', { class: 'answer' },
      h('p', { class: 'answer-head' }, h('bdi', {}, answer.agent?.id === me ? t('entry.you') : agentName(answer.agent)), ' ', time(answer.at)),
      h('p', { class: 'message-text', dir: 'auto' }, answer.text),
      h('ul', { class: 'deliveries', 'aria-label': t('message.deliveries') }, deliveriesOf(answer)))));
}

/** Each way it went, and how far it came; before the notices are known, only the ways. */
function deliveriesOf(answer) {
  const noticed = (answer.notices ?? []).map((notice) => delivery(notice.channel, notice.state, notice.last_error ?? notice.error));
  const told = new Set((answer.notices ?? []).map((notice) => notice.channel));
  const others = (answer.by ?? []).filter((way) => !told.has(way)).map((way) => delivery(way, way === 'widget' ? 'waits' : null));
  return [...noticed, ...others];
}

function delivery(channel, state, reason) {
  const picture = { email: 'mail', sms: 'phone', widget: 'chat' }[channel] ?? 'mail';
  return h('li', { class: `delivery-${state}`, 'data-channel': channel }, icon(picture), h('span', {}, tOf('channel', channel, { channel })),
    state && h('b', {}, t(`delivery.${state}`)), state !== 'sent' && reason && h('span', { class: 'delivery-why' }, tOf('reason', reason, { reason })));
}
