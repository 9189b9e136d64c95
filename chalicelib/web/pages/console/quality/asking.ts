/** What one can ask of the desk about inspections. Every failure is thrown as a Problem. */
import { ask, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Query<Operation> = Operation extends { readonly types?: { query: infer Asked } } ? Asked : never;

const one = (id: string) => ({ path: { inspection_id: id } });

export const listInspections = (query: Query<typeof operations.listInspections>) =>
  ask(operations.listInspections, { query });
export const readInspection = (id: string) => ask(operations.readInspection, one(id));
export const saveDraft = (id: string, body: operations.FillSheet, leaving = false) =>
  ask(operations.saveInspectionDraft, { ...one(id), body, keepalive: leaving });
export const submit = (id: string, body: operations.FillSheet, key: string) =>
  ask(operations.submitInspection, { ...one(id), body, key });
export const appeal = (id: string, text: string, key: string) =>
  ask(operations.appealInspection, { ...one(id), body: { text }, key });
export const decide = (id: string, body: operations.DecideOnInspection, key: string) =>
  ask(operations.decideOnInspection, { ...one(id), body, key });
export const assign = (id: string, agentId: string) =>
  ask(operations.assignInspection, { ...one(id), body: { agent_id: agentId } });
export const inspectors = (id: string) => list(operations.listInspectors, one(id));
export const inspectConversation = (conversationId: string) =>
  ask(operations.inspectConversation, { body: { conversation_id: conversationId } });
export const listCalibrations = (cursor: string | null) => ask(operations.listCalibrations, { query: { cursor } });
export const openCalibration = (body: operations.OpenCalibration, key: string) =>
  ask(operations.openCalibration, { body, key });
export const readCalibration = (id: string) => ask(operations.readCalibration, { path: { calibration_id: id } });
export const readResults = (query: Query<typeof operations.readQualityResults>) =>
  ask(operations.readQualityResults, { query });
export const readTranscript = (id: string, after: number) =>
  ask(operations.readTranscript, { path: { conversation_id: id }, query: { after, limit: 100 } });
