/** What administrators ask of the desk about leave and attendance. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

export const readSettings = () => insist(() => ask(operations.readLeaveSettings, {}));
export const changeSettings = (body: operations.ChangeLeaveSettings) =>
  insist(() => ask(operations.changeLeaveSettings, { body }));
export const grant = (agentId: string, body: operations.GrantLeave) =>
  insist(() => ask(operations.grantLeave, { path: { agent_id: agentId }, body }));
export const recount = (body: operations.RecountAttendance) =>
  insist(() => ask(operations.recountAttendance, { body }));
