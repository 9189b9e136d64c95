/** What administrators ask of the desk about staff files. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

export const readSettings = () => insist(() => ask(operations.readStaffSettings, {}));
export const changeSettings = (body: operations.ChangeStaffSettings) =>
  insist(() => ask(operations.changeStaffSettings, { body }));
