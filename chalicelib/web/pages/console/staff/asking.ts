/** What one can ask of the desk about staff files. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Query<Operation> = Operation extends { readonly types?: { query: infer Asked } } ? Asked : never;

const one = (id: string) => ({ path: { entry_id: id } });

export const readKinds = () => insist(() => ask(operations.listStaffKinds, {}));
export const listEntries = (query: Query<typeof operations.listStaffEntries>) =>
  insist(() => ask(operations.listStaffEntries, { query }));
export const listSums = (query: Query<typeof operations.listStaffSums>) =>
  insist(() => ask(operations.listStaffSums, { query }));
export const countUnseen = () => ask(operations.countUnseenEntries, {});
export const enter = (body: operations.EnterInStaffFile) => insist(() => ask(operations.enterInStaffFile, { body }));
export const correct = (id: string, body: operations.CorrectStaffEntry) =>
  insist(() => ask(operations.correctStaffEntry, { ...one(id), body }));
export const withdraw = (id: string, body: operations.WithdrawStaffEntry) =>
  insist(() => ask(operations.withdrawStaffEntry, { ...one(id), body }));
export const decide = (id: string, body: operations.DecideOnStaffEntry, key: string) =>
  insist(() => ask(operations.decideOnStaffEntry, { ...one(id), body, key }));
export const markSeen = (id: string) => insist(() => ask(operations.markStaffEntrySeen, one(id)));
export const state = (id: string, text: string, key: string) =>
  insist(() => ask(operations.stateToStaffEntry, { ...one(id), body: { text }, key }));
