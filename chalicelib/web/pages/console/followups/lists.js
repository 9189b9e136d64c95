/** The lists of follow-ups: today's, the late ones, mine, and all within reach. */
import { createWorkLists } from '../work-lists.js';
import { followUpRow } from './row.js';
import { KINDS, isFiltered, placeOf } from './followups.js';
import { t } from '../../desk/i18n.ts';

export function createFollowUpLists({ session, followUps, selection }, leaving) {
  const agentId = session.agent.agent_id;
  const { views } = followUps;
  if (!views.includes(followUps.view)) followUps.view = 'today';
  return createWorkLists({
    name: 'followups', model: followUps, views, picture: 'phone', filtered: isFiltered,
    filters: [
      { name: 'state', label: t('followups.state'), options: ['open', 'done'].map((state) => [state, t(`followup.${state}`)]) },
      { name: 'kind', label: t('followups.kind'), options: ['', ...KINDS].map((kind) => [kind, t(kind ? `kind.${kind}` : 'followups.any')]) },
    ],
    place: (one) => placeOf(one.followup_id),
    row: (one, { selected, choose }) => followUpRow(one, { agentId, selected, choose }),
  }, selection, leaving);
}
