/** The middle pane: one entry of the duty log. */
import { CheckPage } from "./check.tsx";
import { InstructionPage } from "./instruction.tsx";
import { MinutesPage } from "./minutes.tsx";
import type { Looked } from "./place.ts";
import { FaultPage } from "./fault.tsx";
import { ShiftPage } from "./shift.tsx";

const PAGES = {
  shift: ShiftPage,
  check: CheckPage,
  fault: FaultPage,
  instruction: InstructionPage,
  minutes: MinutesPage,
};

export function DutyPage({ kind, id }: Looked) {
  const Page = PAGES[kind];
  return <Page id={id} />;
}
