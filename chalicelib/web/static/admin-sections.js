/** The sections of the administration, in the order of the navigation, each with the permission it needs. */
import { showAgents } from './admin-agents.js';
import { showAudit } from './admin-audit.js';
import { showDesk } from './admin-desk.js';
import { showGroups } from './admin-groups.js';
import { showPlans } from './admin-plans.js';
import { showRecount } from './admin-recount.js';
import { showRoles } from './admin-roles.js';

export const SECTIONS = [
  { id: 'agents', permission: 'agents.manage', show: showAgents },
  { id: 'groups', permission: 'groups.manage', show: showGroups },
  { id: 'roles', permission: 'roles.manage', show: showRoles },
  { id: 'desk', permission: 'desk.manage', show: showDesk },
  { id: 'plans', permission: 'plans.manage', show: showPlans },
  { id: 'audit', permission: 'audit.read', show: showAudit },
  { id: 'recount', permission: 'agents.manage', show: showRecount },
];
