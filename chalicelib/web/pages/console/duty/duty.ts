/** The lists of the duty log, of one's own groups: hand-overs, checks, requests for instruction, minutes; read while somebody looks. */
import type {
  DutyCheckView,
  FaultView,
  FoundInLog,
  InstructionInList,
  MinutesInList,
  ShiftInList,
} from "../../desk/operations.ts";
import { knowZone } from "../../desk/zone.ts";
import type { Desk } from "../desk.ts";
import { type Listed, Worklist } from "../worklist.ts";
import * as asking from "./asking.ts";
import { mayDuty } from "./late.tsx";
import type { Looked } from "./place.ts";

export type View = "shifts" | "checks" | "faults" | "instructions" | "minutes";
const PACE_MS = 20_000;

/** What is looked for by words, in all of the log; empty: nothing. `done`: also what is settled. `asked`: by oneself, or of oneself. */
export const ASKED = ["mine", "to_answer"] as const;
export type Asked = (typeof ASKED)[number];

export interface Filters {
  words: string;
  done: boolean;
  asked: Asked;
}

export type Entry =
  | { kind: "shift"; id: string; of: ShiftInList }
  | { kind: "check"; id: string; of: DutyCheckView }
  | { kind: "fault"; id: string; of: FaultView }
  | { kind: "instruction"; id: string; of: InstructionInList }
  | { kind: "minutes"; id: string; of: MinutesInList };

export const ofShift = (of: ShiftInList): Entry => ({ kind: "shift", id: of.handover_id, of });
export const ofCheck = (of: DutyCheckView): Entry => ({ kind: "check", id: of.check_id, of });
export const ofFault = (of: FaultView): Entry => ({ kind: "fault", id: of.fault_id, of });
export const ofInstruction = (of: InstructionInList): Entry => ({ kind: "instruction", id: of.instruction_id, of });
export const ofMinutes = (of: MinutesInList): Entry => ({ kind: "minutes", id: of.minutes_id, of });

export function ofFound({ shift, check, fault, instruction, minutes }: FoundInLog): Entry[] {
  if (shift) return [ofShift(shift)];
  if (check) return [ofCheck(check)];
  if (fault) return [ofFault(fault)];
  if (instruction) return [ofInstruction(instruction)];
  return minutes ? [ofMinutes(minutes)] : [];
}

/** Where it is read. */
export const lookedAt = ({ kind, id }: Entry): Looked => ({ kind, id });

type Answer<Item> = Promise<{ items: readonly Item[]; next: string | null }>;

async function shown<Item>(answer: Answer<Item>, as: (item: Item) => Entry): Promise<Listed<Entry>> {
  const { items, next } = await answer;
  return { items: items.map(as), next };
}

export class DutyLog extends Worklist<Entry, View, Filters> {
  constructor(private readonly desk: Pick<Desk, "session">) {
    super({ view: "shifts", filters: { words: "", done: false, asked: "mine" }, always: "shifts", paceMs: PACE_MS });
  }

  get may(): boolean {
    return mayDuty(this.desk);
  }

  get leads(): boolean {
    return this.desk.session.can("duty.lead");
  }

  idOf({ kind, id }: Entry): string {
    return `${kind}/${id}`;
  }

  protected async read(
    { view, filters, cursor }: { view: View; filters: Filters; cursor?: string },
  ): Promise<Listed<Entry>> {
    void knowZone(); // when something is due is shown on the desk's clock
    if (filters.words) {
      const { items, next } = await asking.search(filters.words, cursor);
      return { items: items.flatMap(ofFound), next };
    }
    if (view === "shifts") return shown(asking.listShifts(cursor), ofShift);
    if (view === "checks") return shown(asking.listChecks(filters.done ? "all" : "open", cursor), ofCheck);
    if (view === "faults") return shown(asking.listFaults(cursor), ofFault);
    if (view === "minutes") return shown(asking.listMinutes(cursor), ofMinutes);
    return shown(asking.listInstructions(filters.asked, cursor), ofInstruction);
  }

  protected belongs(entry: Entry, view: View, { words, done, asked }: Filters): boolean {
    if (words) return true;
    if (view === "checks") return entry.kind === "check" && (done || entry.of.state !== "done");
    if (view === "instructions" && asked === "to_answer") {
      return entry.kind === "instruction" && entry.of.state === "waiting";
    }
    return true;
  }
}

const known = new WeakMap<Desk, DutyLog>();

/** This desk's. */
export function dutyLogOf(desk: Desk): DutyLog {
  const log = known.get(desk) ?? new DutyLog(desk);
  known.set(desk, log);
  return log;
}
