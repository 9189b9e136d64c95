/** People, groups, roles and plans as choices, from whichever list the signed-in person may read. */
import { session } from '../../desk/session.ts';
import * as api from './api.ts';
import { BUILT_IN_ROLES } from './rights.js';

/** Everybody; colleagues are only the active ones, and do not say so. */
export async function knownAgents() {
  if (session.can('agents.manage')) return api.listAgents();
  return session.can('people.see') ? api.listColleagues() : [];
}

export async function choosableGroups() {
  if (session.can('groups.manage')) return api.listGroups();
  return session.can('people.see') ? api.listColleaguesGroups() : [];
}

/** All plans, by key and name at least. */
export async function knownPlans() {
  if (session.can('plans.manage')) return api.listPlans();
  if (!session.can('people.see')) return [];
  return (await api.listPlanNames()).map(({ plan_key: key, name }) => ({ key, name }));
}

export async function choosableRoles() {
  return session.can('roles.manage') && session.agent.scope === 'all' ? api.listRoles() : BUILT_IN_ROLES.map((roleId) => ({ role_id: roleId, built_in: true }));
}

/** A finder for names by id; what is unknown (removed, or not ours to see) is shown by its id. */
export function namesOf(things, idField, name) {
  const known = new Map(things.map((thing) => [thing[idField], name(thing)]));
  return (id) => known.get(id) ?? id;
}
