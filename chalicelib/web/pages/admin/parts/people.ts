/** People, groups, roles and plans as choices, from whichever list the signed-in person may read. */
import type { AgentView, Colleague, GroupView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { t } from "../../desk/i18n.ts";
import * as api from "./api.ts";
import { BUILT_IN_ROLES, type NamedRole } from "./rights.ts";

/** Colleagues are only the active ones, and do not say so. */
export type Person = (AgentView | Colleague) & { active?: boolean };

export interface PlanChoice {
  key: string;
  name: string;
}

export type GroupChoice = Pick<GroupView, "group_id" | "name">;

/** Everybody. */
export async function knownAgents(): Promise<Person[]> {
  if (session.can("agents.manage")) return await api.listAgents();
  return session.can("people.see") ? await api.listColleagues() : [];
}

export const activeOnes = (people: Person[]): Person[] => people.filter(({ active }) => active !== false);

export async function choosableGroups(): Promise<GroupChoice[]> {
  if (session.can("groups.manage")) return await api.listGroups();
  return session.can("people.see") ? await api.listColleaguesGroups() : [];
}

/** All plans, by key and name. */
export async function knownPlans(): Promise<PlanChoice[]> {
  if (session.can("plans.manage")) return await api.listPlans();
  if (!session.can("people.see")) return [];
  return (await api.listPlanNames()).map(({ plan_key: key, name }) => ({ key, name }));
}

export async function choosableRoles(): Promise<NamedRole[]> {
  const mayRead = session.can("roles.manage") && session.agent.scope === "all";
  return mayRead ? await api.listRoles() : BUILT_IN_ROLES.map((role_id) => ({ role_id }));
}

/** A finder for names by id; null for what is unknown (removed, or not ours to see). */
export function finder<Thing>(
  things: readonly Thing[],
  id: (thing: Thing) => string,
  name: (thing: Thing) => string,
): (id: string) => string | null {
  const known = new Map(things.map((thing) => [id(thing), name(thing)]));
  return (wanted) => known.get(wanted) ?? null;
}

/** The same with words for what is unknown: an id tells people nothing. */
export function namesOf<Thing>(
  things: readonly Thing[],
  id: (thing: Thing) => string,
  name: (thing: Thing) => string,
): (id: string) => string {
  const find = finder(things, id, name);
  return (wanted) => find(wanted) ?? t("unseen");
}
