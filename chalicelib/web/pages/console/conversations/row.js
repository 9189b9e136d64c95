/** One conversation in a list. */
import { fill, h } from '../../kit/dom.js';
import { agentName, fullTime, shortTime, tail, visitorName, waited, duration } from '../../desk/format.ts';
import { t } from '../../desk/i18n.ts';
import { isUnanswered } from './conversations.js';
import { now } from '../../desk/time.ts';

const HUES = 6;

/** A coloured mark by which a visitor is found again in a list; the same visitor always has the same colour. */
export function avatar(conversation) {
  const id = conversation.visitor_id ?? '';
  const hue = [...id].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % HUES;
  const name = conversation.visitor?.name ?? conversation.visitor_name;
  const letters = name ? [...name.trim()][0] : tail(id).slice(-2);
  return h('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, letters);
}

/** VIP, gold, silver; nothing for everybody else. */
export function levelBadge(level) {
  return level && level !== 'normal' && h('span', { class: `level ${level}` }, t(`level.${level}`));
}

export function stateChip(conversation) {
  return h('span', { class: `chip ${conversation.state}` }, t(`state.${conversation.state}`));
}

/** How urgent the visitor's question is by the plan's times: late, warned, or neither. */
export function urgency({ warn_at: warnAt, late_at: lateAt }) {
  const isPast = (at) => at && now() >= new Date(at);
  return isPast(lateAt) ? 'late' : isPast(warnAt) ? 'warned' : '';
}

/** A row for showRows(); `list` is mine, waiting or all. */
export function rowOf(conversation, { list, selected, unread, undelivered, agentId, choose }) {
  const id = conversation.conversation_id;
  const when = whenOf(conversation);
  const looks = JSON.stringify([
    visitorName(conversation), conversation.last_text, conversation.last_author, when, conversation.state, conversation.place, conversation.expected,
    conversation.agent, conversation.guests, conversation.held_at, conversation.level, conversation.plan_key, conversation.last_at, conversation.left_at && shortTime(conversation.left_at), conversation.takes_slot, conversation.agent_away,
    urgency(conversation) && todoWords(conversation), selected, undelivered, unread === Infinity ? 'new' : unread,
  ]);
  return {
    key: id,
    looks,
    make: () => h('li', {}, h('button', { type: 'button', class: 'row', 'data-conversation': id, onclick: () => choose(id) })),
    fill: (element) => {
      const button = element.firstChild;
      button.classList.toggle('selected', selected);
      button.classList.toggle('unread', unread > 0);
      if (selected) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
      fill(button,
        avatar(conversation),
        h('span', { class: 'row-name' }, h('span', { class: 'row-visitor', dir: 'auto' }, visitorName(conversation)), levelBadge(conversation.level)),
        h('span', { class: 'row-when', title: conversation.last_at && fullTime(conversation.last_at) }, when),
        preview(conversation, agentId),
        undelivered ? h('span', { class: 'row-failed' }, t('row.undelivered')) : urgent(conversation) ?? mark(conversation, list, unread),
      );
      const about = facts(conversation, list, agentId);
      if (about.length) button.append(h('span', { class: 'row-facts' }, about));
    },
  };
}

function whenOf(conversation) {
  if (conversation.state === 'waiting') return t('row.waited', { waited: waited(conversation) });
  return conversation.last_at ? shortTime(conversation.last_at) : '';
}

function preview(conversation, agentId) {
  // With guests in it, "an agent" may be any of them.
  const mine = conversation.last_author === 'agent' && conversation.agent?.id === agentId && !conversation.guests?.length;
  return h('span', { class: 'row-text' },
    mine && h('span', { class: 'row-by' }, t('row.by_me')),
    h('bdi', {}, conversation.last_text || t('row.no_text')));
}

/** Amber, then red: for how long the question has stood. */
function urgent(conversation) {
  const how = urgency(conversation);
  return how ? h('span', { class: `row-todo ${how}` }, todoWords(conversation)) : null;
}

const todoWords = (conversation) => t('row.overdue', { waited: duration(now() - new Date(conversation.asked_at)) });

function mark(conversation, list, unread) {
  if (list === 'all') return null;
  if (unread === Infinity) return h('span', { class: 'badge' }, t('row.new'));
  if (unread > 0) return h('span', { class: 'badge' }, h('span', { 'aria-hidden': 'true' }, unread > 99 ? '99+' : String(unread)),
    h('span', { class: 'unseen' }, t('row.unread', { count: unread })));
  if (isUnanswered(conversation)) return h('span', { class: 'row-todo' }, t('row.unanswered'));
  return null;
}

function expectedWords({ least_minutes: least, most_minutes: most }) {
  if (most === null) return t('row.expected.beyond', { least });
  return t('row.expected.range', { range: least === most ? most : `${least}–${most}` });
}

function facts(conversation, list, agentId) {
  if (list === 'waiting') {
    return [
      conversation.place && h('span', { class: 'chip waiting' }, t('row.place', { place: conversation.place })),
      conversation.expected && h('span', { title: t('row.expected') }, expectedWords(conversation.expected)),
      h('span', {}, conversation.plan_key),
    ].filter(Boolean);
  }
  const agent = conversation.agent;
  const held = conversation.held_at && h('span', { class: 'chip held' }, t('row.held'));
  const left = conversation.left_at && h('span', { class: 'chip left' }, t('row.left', { time: shortTime(conversation.left_at) }));
  const away = conversation.agent_away && h('span', { class: 'chip held' }, t('row.agent_away'));
  if (list === 'mine') {
    const isGuest = agent?.id !== agentId;
    return [isGuest && h('span', { class: 'chip guest' }, t('row.guest')), held, left, isGuest && h('bdi', {}, agentName(agent))].filter(Boolean);
  }
  return [
    stateChip(conversation),
    held,
    left,
    away,
    agent && h('bdi', {}, agent.id === agentId ? t('entry.you') : agentName(agent)),
    h('span', {}, conversation.plan_key),
  ].filter(Boolean);
}
