/** What planners ask of the desk. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

const group = (id: string) => ({ path: { group_id: id } });
const week = (id: string, monday: string) => ({ path: { group_id: id, week: monday } });

export const readSettings = () => insist(() => ask(operations.readShiftSettings, {}));
export const createKind = (body: operations.NewKind, key: string | undefined) =>
  insist(() => ask(operations.createShiftKind, { body, key }));
export const updateKind = (id: string, body: operations.ChangeKind) =>
  insist(() => ask(operations.updateShiftKind, { path: { kind_id: id }, body }));
export const createRotation = (body: operations.NewPattern, key: string | undefined) =>
  insist(() => ask(operations.createRotation, { body, key }));
export const updateRotation = (id: string, body: operations.ChangePattern) =>
  insist(() => ask(operations.updateRotation, { path: { pattern_id: id }, body }));
export const readRules = (id: string) => insist(() => ask(operations.readShiftRules, group(id)));
export const updateRules = (id: string, body: operations.RulesForm) =>
  insist(() => ask(operations.updateShiftRules, { ...group(id), body }));
export const readBoard = (id: string, first: string, weeks: number) =>
  insist(() => ask(operations.readRoster, { ...group(id), query: { from: first, weeks } }));
export const planWeek = (id: string, monday: string, agent: string, body: operations.PlanLine) =>
  insist(() => ask(operations.planWeek, { path: { group_id: id, week: monday, agent_id: agent }, body }));
export const layOut = (id: string, body: operations.LayOut) =>
  insist(() => ask(operations.layOutRotation, { ...group(id), body }));
export const copyWeek = (id: string, monday: string, body: operations.CopyWeek) =>
  insist(() => ask(operations.copyRosterWeek, { ...week(id, monday), body }));
export const publish = (id: string, monday: string, body: operations.PublishWeek, key: string | undefined) =>
  insist(() => ask(operations.publishWeek, { ...week(id, monday), body, key }));

/** Conversations that began, by the hour of the week, on these days. */
export const readDemand = (id: string, from: string, to: string) =>
  list(operations.readReport, { query: { by: "clock", of: `group:${id}`, from, to } }, 2);
