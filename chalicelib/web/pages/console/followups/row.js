/** One follow-up, in a list, and the small parts that the list and the follow-up itself share. */
import { fill, h } from '../../kit/dom.js';
import { dueWords } from './due.js';
import { callsIn, isLate } from './followups.js';
import { agentName, fullTime, shortTime, visitorName } from '../../desk/format.ts';
import { inOurLanguage, t } from '../../desk/i18n.ts';
import { avatar } from '../conversations/row.js';

export const customerMark = avatar;
export const customerName = visitorName;

export const kindChip = ({ kind }) => h('span', { class: `chip kind-${kind}` }, t(`kind.${kind}`));

export const scoreMark = ({ score }) => score !== null && h('span', { class: 'score' },
  h('span', { 'aria-hidden': 'true' }, '★'.repeat(score), h('i', {}, '★'.repeat(5 - score))),
  h('span', { class: 'unseen' }, t('followup.score', { score })));

/** Why the score was low, as far as the customer ticked it. */
export const reasonWords = ({ reasons = [] }) => reasons.map(inOurLanguage).join(t('followup.reasons.between'));

/** When it is due, or when it was done. */
export function dueMark(one) {
  if (one.state === 'done') return h('span', {}, t(`outcome.${one.outcome}`));
  return h('span', { class: isLate(one) ? 'due late' : 'due', title: fullTime(one.due_at) }, dueWords(one.due_at));
}

/** A row for showRows(). */
export function followUpRow(one, { selected, agentId, choose }) {
  const calls = callsIn(one).length;
  const words = one.comment || reasonWords(one) || one.script || t(`followup.why.${one.kind}`);
  const due = one.state === 'done' ? shortTime(one.done_at) : dueWords(one.due_at);
  return {
    key: one.followup_id,
    looks: JSON.stringify([one.visitor_name, one.kind, one.score, words, one.owner, one.state, calls, due, selected]),
    make: () => h('li', {}, h('button', { type: 'button', class: 'row', 'data-followup': one.followup_id, onclick: choose })),
    fill: (element) => {
      const button = element.firstChild;
      button.classList.toggle('selected', selected);
      if (selected) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
      fill(button,
        customerMark(one),
        h('span', { class: 'row-name' }, h('span', { class: 'row-visitor', dir: 'auto' }, customerName(one)), scoreMark(one)),
        h('span', { class: 'row-when' }, dueMark(one)),
        h('span', { class: 'row-text' }, h('bdi', {}, words)),
        h('span', { class: 'row-facts' }, kindChip(one),
          calls > 0 && h('span', {}, t('followup.tries', { count: calls })),
          one.owner.id !== agentId && h('bdi', {}, agentName(one.owner))));
    },
  };
}
