/** Calls: fetched when they are looked at, heard or written down first. */
import { Late } from "../../desk/late.ts";
import type { Desk } from "../desk.ts";

const pages = new Late(() => import("./pages.ts"));

/** The calls, and the form to write one down; `writes`: at once with the form. */
export const openCalls = async (desk: Desk, writes = false): Promise<void> =>
  (await pages.come())?.showCalls(desk, writes);

/** What can be heard and put right of a call that a transcript tells of. */
export function CallBeside(props: { callId: string; inspectionId?: string }) {
  const late = pages.use();
  return late ? <late.CallBeside {...props} /> : null;
}
