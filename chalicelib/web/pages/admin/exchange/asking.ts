/** What is asked of the desk about imports and exports. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";

const run = (id: string) => ({ path: { run_id: id } });
const after = (cursor: string | null) => ({ query: { cursor: cursor ?? undefined } });

export const listKinds = () => list(operations.listExchangeKinds, {}, 3);
export const listPlans = () => list(operations.listPlanNames, {}, 3);
export const listGroups = () => list(operations.listColleaguesGroups, {}, 3);
export const readTemplate = (kind: string) =>
  insist(() => ask(operations.readExchangeTemplate, { path: { kind }, query: { language: language.code } }));
export const listImports = (cursor: string | null) => insist(() => ask(operations.listImports, after(cursor)));
export const beginImport = (body: operations.BeginImport, key: string) =>
  insist(() => ask(operations.beginImport, { body, key }));
export const readImport = (id: string) => insist(() => ask(operations.readImport, run(id)));
export const changeImport = (id: string, body: operations.ChangeImport) =>
  insist(() => ask(operations.changeImport, { ...run(id), body }));
export const importArrived = (id: string) => insist(() => ask(operations.importArrived, { ...run(id), body: {} }));
export const sampleImport = (id: string) => insist(() => ask(operations.sampleImport, { ...run(id), query: {} }));
export const actOnImport = (id: string, act: operations.ActOnImport["act"]) =>
  insist(() => ask(operations.actOnImport, { ...run(id), body: { act } }));
export const listTold = (id: string, cursor: string | null) =>
  insist(() => ask(operations.listToldRows, { ...run(id), ...after(cursor) }));
export const readToldCsv = (id: string, cursor: string | null) =>
  insist(() =>
    ask(operations.readToldCsv, { ...run(id), query: { language: language.code, cursor: cursor ?? undefined } })
  );
export const listExports = (cursor: string | null) => insist(() => ask(operations.listExports, after(cursor)));
export const beginExport = (body: operations.BeginExport, key: string) =>
  insist(() => ask(operations.beginExport, { body, key }));
export const actOnExport = (id: string, act: operations.ActOnExport["act"]) =>
  insist(() => ask(operations.actOnExport, { ...run(id), body: { act } }));
export const linkToExport = (id: string, number: number) =>
  insist(() => ask(operations.linkToExport, { ...run(id), body: { number } }));
