/** What those who lead ask of the desk about check lists and duty settings. Every failure is thrown as a Problem. */
import { ask, insist, whole } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

export const listLists = (groupId: string) =>
  insist(() => whole(operations.listCheckLists, { query: { group_id: groupId } }));
export const makeList = (body: operations.MakeCheckList, key: string) =>
  insist(() => ask(operations.makeCheckList, { body, key }));
export const changeList = (id: string, body: operations.ChangeCheckList) =>
  insist(() => ask(operations.changeCheckList, { path: { list_id: id }, body }));
export const readSettings = () => insist(() => ask(operations.readDutySettings, {}));
export const changeSettings = (body: operations.ChangeDutySettings) =>
  insist(() => ask(operations.changeDutySettings, { body }));
