/** What administrators ask of the desk about inspections. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

const sheet = (id: string) => ({ path: { sheet_id: id } });

export const readSettings = () => insist(() => ask(operations.readQualitySettings, {}));
export const changeSettings = (body: operations.ChangeQualitySettings) =>
  insist(() => ask(operations.changeQualitySettings, { body }));
export const listSheets = () => list(operations.listSheets, {}, 3);
export const readSheet = (id: string) => insist(() => ask(operations.readSheet, sheet(id)));
export const saveDraft = (id: string, body: operations.SaveSheetDraft) =>
  insist(() => ask(operations.saveSheetDraft, { ...sheet(id), body }));
export const discardDraft = (id: string) => insist(() => ask(operations.discardSheetDraft, sheet(id)));
export const publish = (id: string, version: number, key: string | null) =>
  insist(() => ask(operations.publishSheet, { ...sheet(id), body: { version }, key }));
