/**
 * The sections of the administration, in the order of the navigation, each with the permission it needs; what concerns
 * the whole desk (`everywhere`) also needs a role that reaches all of it.
 */
import { session } from '../desk/session.ts';
import { showAgents } from './people/agents.js';
import { showAudit } from './audit/audit.js';
import { showDesk } from './desk/desk.js';
import { showFollowUps } from './campaigns/followups.js';
import { showGroups } from './people/groups.js';
import { showNotices } from './notifications/notices.js';
import { showPlans } from './plans/plans.js';
import { showRecount } from './operations/recount.js';
import { showRoles } from './people/roles.js';
import { showSatisfaction } from './surveys/satisfaction.js';
import { showSetup } from './operations/setup.js';
import { showSms } from './notifications/sms.js';
import { showWork } from './operations/work.js';
import { showReplay } from './operations/replay.js';

export const SECTIONS = [
  { id: 'agents', permission: 'agents.manage', show: showAgents },
  { id: 'groups', permission: 'groups.manage', show: showGroups },
  { id: 'roles', permission: 'roles.manage', everywhere: true, show: showRoles },
  { id: 'desk', permission: 'desk.manage', everywhere: true, show: showDesk },
  { id: 'setup', permission: 'desk.manage', everywhere: true, show: showSetup },
  { id: 'plans', permission: 'plans.manage', show: showPlans },
  { id: 'satisfaction', permission: 'surveys.see', show: showSatisfaction },
  { id: 'followups', permission: 'followups.manage', show: showFollowUps },
  { id: 'notices', permission: 'notices.see', show: showNotices },
  { id: 'sms', permission: 'notices.manage', everywhere: true, show: showSms },
  { id: 'work', permission: 'work.manage', everywhere: true, show: showWork },
  { id: 'audit', permission: 'audit.read', everywhere: true, show: showAudit },
  { id: 'recount', permission: 'agents.manage', everywhere: true, show: showRecount },
  { id: 'replay', permission: 'assignment.explain', everywhere: true, show: showReplay },
];

export const reachesEverything = () => session.agent.scope === 'all';

export const maySee = ({ permission, everywhere }) => session.can(permission) && (!everywhere || reachesEverything());
