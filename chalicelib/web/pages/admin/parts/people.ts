/** People, groups, roles and plans as choices, from whichever list the signed-in person may read. */
import type { AgentView, Colleague, GroupView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { t } from "../../desk/i18n.ts";
import * as api from "./api.ts";
import { BUILT_IN_ROLES, type NamedRole } from "./rights.ts";
import { Shared } from "./shared.ts";

/** Colleagues are only the active ones, and do not say so. */
export type Person = (AgentView | Colleague) & { active?: boolean };

export interface PlanChoice {
  key: string;
  name: string;
}

export type GroupChoice = Pick<GroupView, "group_id" | "name" | "archived">;

const agents = new Shared<Person[]>(async () => {
  if (session.can("agents.manage")) return await api.listAgents();
  return session.can("people.see") ? await api.listColleagues() : [];
});

const groups = new Shared<GroupChoice[]>(async () => {
  if (session.can("groups.manage")) return (await Promise.all([api.listGroups(), api.listArchivedGroups()])).flat();
  return session.can("people.see") ? await api.listColleaguesGroups() : [];
});

const plans = new Shared<PlanChoice[]>(async () => {
  if (session.can("plans.manage")) return await api.listPlans();
  if (!session.can("people.see")) return [];
  return (await api.listPlanNames()).filter(({ archived }) => !archived).map(({ plan_key: key, name }) => ({
    key,
    name,
  }));
});

const roles = new Shared<NamedRole[]>(async () => {
  const mayRead = session.can("roles.manage") && session.agent.scope === "all";
  return mayRead ? await api.listRoles() : BUILT_IN_ROLES.map((role_id) => ({ role_id }));
});

/** Everybody. */
export const knownAgents = (): Promise<Person[]> => agents.get();
/** Every group, those that are archived too. */
export const knownGroups = (): Promise<GroupChoice[]> => groups.get();
/** All plans, by key and name. */
export const knownPlans = (): Promise<PlanChoice[]> => plans.get();
export const choosableRoles = (): Promise<NamedRole[]> => roles.get();

export const activeOnes = (people: Person[]): Person[] => people.filter(({ active }) => active !== false);

/** The groups that may be chosen: those that are not archived, and whichever was chosen before. */
export const choosableGroups = (groups: readonly GroupChoice[], chosen: readonly unknown[] = []): GroupChoice[] =>
  groups.filter(({ archived, group_id: id }) => !archived || chosen.includes(id));

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
