/** What one can ask of the desk about leave and attendance. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Query<Operation> = Operation extends { readonly types?: { query: infer Asked } } ? Asked : never;

const one = (id: string) => ({ path: { request_id: id } });

export const readKinds = () => insist(() => ask(operations.listLeaveKinds, {}));
export const readBalances = (query: Query<typeof operations.listLeaveBalances> = {}) =>
  insist(() => ask(operations.listLeaveBalances, { query }));
export const preview = (query: Query<typeof operations.previewLeave>) => ask(operations.previewLeave, { query });
export const askForLeave = (body: operations.AskForLeave) => insist(() => ask(operations.askForLeave, { body }));
export const readOffers = (query: Query<typeof operations.listShiftsToAskFor>) =>
  insist(() => ask(operations.listShiftsToAskFor, { query }));
export const askForSwap = (body: operations.AskForSwap) => insist(() => ask(operations.askForSwap, { body }));
export const listRequests = (query: Query<typeof operations.listLeaveRequests>) =>
  insist(() => ask(operations.listLeaveRequests, { query }));
export const readRequest = (id: string) => insist(() => ask(operations.readLeaveRequest, one(id)));
export const answer = (id: string, accepts: boolean, text: string) =>
  insist(() => ask(operations.answerSwap, { ...one(id), body: { accepts, text } }));
export const decide = (id: string, outcome: "approved" | "refused", text: string, key: string) =>
  insist(() => ask(operations.decideOnLeave, { ...one(id), body: { outcome, text }, key }));
export const withdraw = (id: string, text: string) =>
  insist(() => ask(operations.withdrawLeave, { ...one(id), body: { text } }));
export const cancel = (id: string, text: string) =>
  insist(() => ask(operations.cancelLeave, { ...one(id), body: { text } }));
export const readMonth = (query: Query<typeof operations.listAttendance>) =>
  insist(() => ask(operations.listAttendance, { query }));
export const listSums = (query: Query<typeof operations.listAttendanceSums>) =>
  insist(() => ask(operations.listAttendanceSums, { query }));
export const readCsv = (query: Query<typeof operations.readAttendanceCsv>) =>
  insist(() => ask(operations.readAttendanceCsv, { query }));
export const correct = (agentId: string, body: operations.CorrectAttendance, key: string) =>
  insist(() => ask(operations.correctAttendance, { path: { agent_id: agentId }, body, key }));
export const readShifts = (from: string, weeks: number) =>
  insist(() => ask(operations.readOwnShifts, { query: { from, weeks } }));
