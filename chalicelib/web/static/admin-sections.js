/**
 * The sections of the administration, in the order of the navigation, each with the permission it needs; what concerns
 * the whole desk (`everywhere`) also needs a role that reaches all of it.
 */
import { session } from './console-session.js';
import { showAgents } from './admin-agents.js';
import { showAudit } from './admin-audit.js';
import { showDesk } from './admin-desk.js';
import { showFollowUps } from './admin-followups.js';
import { showGroups } from './admin-groups.js';
import { showNotices } from './admin-notices.js';
import { showPlans } from './admin-plans.js';
import { showRecount } from './admin-recount.js';
import { showRoles } from './admin-roles.js';
import { showSatisfaction } from './admin-satisfaction.js';
import { showSms } from './admin-sms.js';
import { showWork } from './admin-work.js';

export const SECTIONS = [
  { id: 'agents', permission: 'agents.manage', show: showAgents },
  { id: 'groups', permission: 'groups.manage', show: showGroups },
  { id: 'roles', permission: 'roles.manage', everywhere: true, show: showRoles },
  { id: 'desk', permission: 'desk.manage', everywhere: true, show: showDesk },
  { id: 'plans', permission: 'plans.manage', show: showPlans },
  { id: 'satisfaction', permission: 'surveys.see', show: showSatisfaction },
  { id: 'followups', permission: 'followups.manage', show: showFollowUps },
  { id: 'notices', permission: 'notices.see', show: showNotices },
  { id: 'sms', permission: 'notices.manage', everywhere: true, show: showSms },
  { id: 'work', permission: 'work.manage', everywhere: true, show: showWork },
  { id: 'audit', permission: 'audit.read', everywhere: true, show: showAudit },
  { id: 'recount', permission: 'agents.manage', everywhere: true, show: showRecount },
];

export const reachesEverything = () => session.agent.scope === 'all';

export const maySee = ({ permission, everywhere }) => session.can(permission) && (!everywhere || reachesEverything());
