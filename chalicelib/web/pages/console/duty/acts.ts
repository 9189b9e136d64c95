/** What is done with the duty log: each entry as it is opened, and what its page and dialogs ask for. */
import type {
  AskInstruction,
  ChangeMinutes,
  DutyCheckView,
  FaultView,
  FillCheck,
  HandedView,
  HandOverShift,
  InstructionView,
  MinutesView,
  PassUp,
  ReportFault,
  ShiftView,
  WriteMinutes,
} from "../../desk/operations.ts";
import type { Code } from "../../desk/language.ts";
import type { Desk } from "../desk.ts";
import type { Refused } from "../people/choose.tsx";
import * as asking from "./asking.ts";
import { dutyLogOf, type Entry, ofCheck, ofFault, ofInstruction, ofMinutes, ofShift } from "./duty.ts";
import { Opened } from "./open.ts";

const opened = <Thing>(desk: Desk, read: () => Promise<Thing>, as: (thing: Thing) => Entry): Opened<Thing> =>
  new Opened(read, (thing) => dutyLogOf(desk).learn(as(thing)));

export const shiftOf = (desk: Desk, id: string) => opened(desk, () => asking.readShift(id), ofShift);
export const checkOf = (desk: Desk, id: string) => opened(desk, () => asking.readCheck(id), ofCheck);
export const faultOf = (desk: Desk, id: string): Opened<FaultView> => opened(desk, () => asking.readFault(id), ofFault);
export const instructionOf = (desk: Desk, id: string) => opened(desk, () => asking.readInstruction(id), ofInstruction);
export const minutesOf = (desk: Desk, id: string) => opened(desk, () => asking.readMinutes(id), ofMinutes);

// --- what begins

export const beginHandOver = async (body: HandOverShift, key: string) => ofShift(await asking.handOver(body, key));
export const beginFault = async (body: ReportFault, key: string) => ofFault(await asking.reportFault(body, key));
export const beginAsking = async (body: AskInstruction, key: string) =>
  ofInstruction(await asking.askInstruction(body, key));
export const beginMinutes = async (body: WriteMinutes, key: string) => ofMinutes(await asking.writeMinutes(body, key));

// --- a hand-over

type OpenShift = Opened<ShiftView>;

export const take = (open: OpenShift, id: string, kind: "note" | HandedView["kind"], thingId: string) =>
  open.act(() => asking.accept(id, { kind: kind as "note", thing_id: thingId }));
export const takeAll = (open: OpenShift, id: string) => open.act(() => asking.acceptAll(id));
export const takeBack = (open: OpenShift, id: string) => open.act(() => asking.takeBack(id));
export const changeNote = (open: OpenShift, id: string, sections: Record<string, string>) =>
  open.ask(() => asking.changeNote(id, { sections }));

// --- a check

export const fill = (open: Opened<DutyCheckView>, id: string, body: FillCheck) =>
  open.act(() => asking.fill(id, body, open.key.of(body)));

// --- a request for instruction

export type Act = "answer" | "pass_up" | "carry_out" | "withdraw";

export function sayTo(
  open: Opened<InstructionView>,
  id: string,
  act: Act,
  said: PassUp,
): Promise<Refused | null> {
  const key = open.key.of([act, said]);
  const { text } = said;
  if (act === "answer") return open.ask(() => asking.answer(id, text, key));
  if (act === "pass_up") return open.ask(() => asking.passUp(id, said, key));
  return open.ask(() => act === "carry_out" ? asking.carryOut(id, text, key) : asking.withdraw(id, text, key));
}

// --- minutes

type OpenMinutes = Opened<MinutesView>;

export const saveMinutes = (open: OpenMinutes, id: string, body: ChangeMinutes) =>
  open.act(() => asking.changeMinutes(id, body));
export const confirmMinutes = (open: OpenMinutes, id: string, version: number) =>
  open.act(() => asking.confirmMinutes(id, version, open.key.of(["confirm", version])));
export const correctMinutes = (open: OpenMinutes, id: string, text: string) =>
  open.ask(() => asking.correctMinutes(id, text, open.key.of(["correct", text])));
export const linkMinutes = (open: OpenMinutes, id: string, address: string) =>
  open.ask(() => asking.linkMinutes(id, address));
export const announceMinutes = (open: OpenMinutes, id: string, language: Code) =>
  open.act(() => asking.announceMinutes(id, language, open.key.of(["announce"])));
export const copyMinutes = async (id: string, language: Code) =>
  await navigator.clipboard.writeText((await asking.textOfMinutes(id, language)).markdown);
