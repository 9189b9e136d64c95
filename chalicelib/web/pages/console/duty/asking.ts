/** What an agent can ask of the desk about the duty log. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

const shift = (id: string) => ({ path: { handover_id: id } });
const check = (id: string) => ({ path: { check_id: id } });
const instruction = (id: string) => ({ path: { instruction_id: id } });
const minutes = (id: string) => ({ path: { minutes_id: id } });

export const listShifts = (cursor?: string) => ask(operations.listShiftHandovers, { query: { view: "all", cursor } });
export const readShift = (id: string) => ask(operations.readShiftHandover, shift(id));
export const handOver = (body: operations.HandOverShift, key: string) => ask(operations.handOverShift, { body, key });
export const changeNote = (id: string, body: operations.ChangeShiftNote) =>
  ask(operations.changeShiftNote, { ...shift(id), body });
export const accept = (id: string, body: operations.AcceptThing) =>
  insist(() => ask(operations.acceptFromShift, { ...shift(id), body }));
export const acceptAll = (id: string) => insist(() => ask(operations.acceptWholeShift, { ...shift(id), body: {} }));
export const takeBack = (id: string) => insist(() => ask(operations.takeBackShift, { ...shift(id), body: {} }));

type CheckView = "open" | "missed" | "faults" | "all";
export const listChecks = (view: CheckView, cursor?: string) => ask(operations.listChecks, { query: { view, cursor } });
export const readCheck = (id: string) => ask(operations.readCheck, check(id));
export const fill = (id: string, body: operations.FillCheck, key: string) =>
  ask(operations.fillCheck, { ...check(id), body, key });

export const listFaults = (cursor?: string) => ask(operations.listFaults, { query: { cursor } });
export const readFault = (id: string) => ask(operations.readFault, { path: { fault_id: id } });
export const reportFault = (body: operations.ReportFault, key: string) => ask(operations.reportFault, { body, key });

type InstructionView = "mine" | "to_answer" | "all";
export const listInstructions = (view: InstructionView, cursor?: string) =>
  ask(operations.listInstructions, { query: { view, cursor } });
export const readInstruction = (id: string) => ask(operations.readInstruction, instruction(id));
export const askInstruction = (body: operations.AskInstruction, key: string) =>
  ask(operations.askInstruction, { body, key });
export const answer = (id: string, text: string, key: string) =>
  ask(operations.answerInstruction, { ...instruction(id), body: { text }, key });
export const passUp = (id: string, body: operations.PassUp, key: string) =>
  ask(operations.passUpInstruction, { ...instruction(id), body, key });
export const carryOut = (id: string, text: string, key: string) =>
  ask(operations.carryOutInstruction, { ...instruction(id), body: { text }, key });
export const withdraw = (id: string, reason: string, key: string) =>
  ask(operations.withdrawInstruction, { ...instruction(id), body: { reason }, key });

export const listMinutes = (cursor?: string) => ask(operations.listMinutes, { query: { cursor } });
export const readMinutes = (id: string) => ask(operations.readMinutes, minutes(id));
export const writeMinutes = (body: operations.WriteMinutes, key: string) => ask(operations.writeMinutes, { body, key });
export const changeMinutes = (id: string, body: operations.ChangeMinutes) =>
  ask(operations.changeMinutes, { ...minutes(id), body });
export const confirmMinutes = (id: string, version: number, key: string) =>
  ask(operations.confirmMinutes, { ...minutes(id), body: { version }, key });
export const correctMinutes = (id: string, text: string, key: string) =>
  ask(operations.correctMinutes, { ...minutes(id), body: { text }, key });
export const linkMinutes = (id: string, address: string) =>
  ask(operations.linkMinutes, { ...minutes(id), body: { address } });
export const announceMinutes = (id: string, language: "zh-CN" | "en", key: string) =>
  ask(operations.announceMinutes, { ...minutes(id), body: { language }, key });
export const textOfMinutes = (id: string, language: "zh-CN" | "en") =>
  ask(operations.readMinutesText, { ...minutes(id), query: { language } });

export const search = (q: string, cursor?: string) => ask(operations.searchDutyLog, { query: { q, cursor } });
