/** What can be asked of the desk about calls. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

export type Call = operations.PhoneCallView;
export type NewCall = operations.NewCall;
export type Wanted = Omit<
  NonNullable<NonNullable<typeof operations.listPhoneCalls["types"]>["query"]>,
  "cursor"
>;

const one = (id: string) => ({ path: { call_id: id } });

export const list = (wanted: Wanted, cursor: string | undefined) =>
  ask(operations.listPhoneCalls, { query: { ...wanted, cursor } });
export const read = (id: string) => ask(operations.readPhoneCall, one(id));
export const suggest = (plan: string, number: string) =>
  ask(operations.suggestForCall, { query: { plan_key: plan, number } });
export const register = (body: NewCall, key: string) => insist(() => ask(operations.registerPhoneCall, { body, key }));
export const correct = (id: string, body: operations.CorrectCall) =>
  insist(() => ask(operations.correctPhoneCall, { ...one(id), body }));
export const play = (id: string, inspection: string | undefined) =>
  ask(operations.playRecording, { ...one(id), body: { inspection_id: inspection ?? null } });
export const askForRecording = (body: operations.AskForRecording) => ask(operations.askForRecording, { body });
export const recordingArrived = (id: string) => ask(operations.recordingArrived, { path: { file_id: id }, body: {} });
