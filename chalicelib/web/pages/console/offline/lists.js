/** The lists of messages left: mine, those nobody has taken, and all within reach. */
import { t } from '../../desk/i18n.ts';
import { messageRow } from './row.js';
import { VIEWS, placeOf } from './messages.js';
import { createWorkLists } from '../work-lists.js';

const STATES = ['', 'new', 'claimed', 'answered', 'closed'];

export function createMessageLists({ session, messages, selection }, leaving) {
  const agentId = session.agent.agent_id;
  return createWorkLists({
    name: 'messages', model: messages, views: VIEWS, picture: 'mail',
    filters: [{
      name: 'state', label: t('messages.state'), options: STATES.map((state) => [state, t(state ? `message.${state}` : 'state.any')]),
    }],
    filtered: (view) => view === 'all',
    place: (one) => placeOf(one.message_id),
    row: (one, { selected, choose }) => messageRow(one, { agentId, selected, choose }),
  }, selection, leaving);
}
