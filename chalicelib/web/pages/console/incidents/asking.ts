/** What an agent can ask of the desk about incidents. Every failure is thrown as a Problem. */
import { ask, whole } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

const incident = (id: string) => ({ path: { incident_id: id } });

export const listIncidents = (cursor?: string) => ask(operations.listIncidents, { query: { cursor } });
export const listEvents = () => whole(operations.listIncidentEvents, {});
export const readIncident = (id: string) => ask(operations.readIncident, incident(id));
export const listEntries = (id: string) => whole(operations.listIncidentEntries, incident(id));
export const listLinks = (id: string, cursor?: string) =>
  ask(operations.listIncidentLinks, { ...incident(id), query: { cursor } });
export const declare = (body: operations.Declare, key: string) => ask(operations.declareIncident, { body, key });
export const change = (id: string, body: operations.ChangeIncident) =>
  ask(operations.changeIncident, { ...incident(id), body });
export const tick = (id: string, stepId: string, done: boolean) =>
  ask(operations.tickIncidentStep, { path: { incident_id: id, step_id: stepId }, body: { done } });
export const show = (id: string, planKey: string, on: boolean) =>
  ask(operations.showIncidentHolding, { ...incident(id), body: { plan_key: planKey, on } });
export const note = (id: string, text: string, key: string) =>
  ask(operations.noteOnIncident, { ...incident(id), body: { text }, key });
export const link = (id: string, about: string) => ask(operations.linkToIncident, { ...incident(id), body: { about } });
export const end = (id: string, body: operations.EndIncident) => ask(operations.endIncident, { ...incident(id), body });
