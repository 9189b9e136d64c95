/** One message left, in a list, and the small parts that the list and the message itself share. */
import { fill, h, icon } from '../../kit/dom.js';
import { agentName, fullTime, shortTime } from '../../desk/format.ts';
import { t } from '../../desk/i18n.ts';
import { avatar } from '../conversations/row.js';

export const senderName = (message) => message.name || t('message.unnamed');

/** The coloured mark of the visitor, as their conversations have it. */
export const senderMark = (message) => avatar({ visitor_id: message.visitor_id ?? message.message_id, visitor_name: message.name });

/** How far it is; an answer that could not arrive stands before everything else. */
export const messageChip = ({ state, undelivered }) => (undelivered
  ? h('span', { class: 'chip message-undelivered' }, t('message.undelivered'))
  : h('span', { class: `chip message-${state}` }, t(`message.${state}`)));

/** How they can be reached: e-mail, telephone. */
const reach = ({ email, mobile }) => h('span', { class: 'reach' }, [['mail', email, 'email'], ['phone', mobile, 'sms']]
  .filter(([, address]) => address)
  .map(([picture, , channel]) => h('span', { title: t(`channel.${channel}`) }, icon(picture), h('span', { class: 'unseen' }, t(`channel.${channel}`)))));

/** A row for showRows(). */
export function messageRow(message, { selected, agentId, choose }) {
  const id = message.message_id;
  const { name, text, state, undelivered, email, mobile, agent, number, created_at: at } = message;
  const age = shortTime(at);
  return {
    key: id,
    looks: JSON.stringify([name, text, state, undelivered, email, mobile, agent, number, age, selected]),
    make: () => h('li', {}, h('button', { type: 'button', class: 'row', 'data-message': id, onclick: choose })),
    fill: (element) => {
      const button = element.firstChild;
      button.classList.toggle('selected', selected);
      button.classList.toggle('unread', state === 'new');
      if (selected) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
      fill(button,
        senderMark(message),
        h('span', { class: 'row-name' }, h('span', { class: 'row-visitor', dir: 'auto' }, senderName(message)), reach(message)),
        h('span', { class: 'row-when', title: fullTime(at) }, age),
        h('span', { class: 'row-text' }, h('bdi', {}, text)),
        h('span', { class: 'row-facts' }, messageChip(message), h('span', {}, number),
          agent && agent.id !== agentId && h('bdi', {}, agentName(agent))));
    },
  };
}
