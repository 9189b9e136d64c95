/** What is asked of the desk about the map of touch points. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";

const cell = (code: string) => ({ path: { code } });

/** Of one cell or one agent. */
export interface Spot {
  cell?: string;
  agent_id?: string;
}

export const readMap = (brand: string, month: string) =>
  insist(() => ask(operations.readTouchpointMap, { query: { brand, month } }));
export const changeMap = (body: operations.ChangeTouchpointMap) =>
  insist(() => ask(operations.changeTouchpointMap, { body }));
export const readCell = (code: string) => insist(() => ask(operations.readTouchpoint, cell(code)));
export const changeCell = (code: string, body: operations.ChangeTouchpoint) =>
  insist(() => ask(operations.changeTouchpoint, { ...cell(code), body }));
export const publish = (code: string, body: operations.PublishServiceFlow, key: string | null) =>
  insist(() => ask(operations.publishTouchpointFlow, { ...cell(code), body, key }));
export const listVersions = (code: string) =>
  insist(() => ask(operations.listTouchpointVersions, { ...cell(code), query: {} }));
export const readResults = (spot: Spot, month: string) =>
  insist(() => ask(operations.readTouchpointResults, { query: { ...spot, month } }));
export const listContacts = (spot: Spot, month: string, failed: boolean, cursor: string | null) =>
  insist(() =>
    ask(operations.listTouchpointContacts, {
      query: { ...spot, month, only_failed: failed, cursor: cursor ?? undefined },
    })
  );
export const listAgents = (month: string, cursor: string | null) =>
  insist(() => ask(operations.listTouchpointAgents, { query: { month, cursor: cursor ?? undefined } }));
export const readCsv = (cursor: string | null) =>
  insist(() => ask(operations.readTouchpointsCsv, { query: { language: language.code, cursor: cursor ?? undefined } }));
export const importCsv = (csv: string, dryRun: boolean) =>
  insist(() => ask(operations.importTouchpoints, { body: { csv, dry_run: dryRun } }));
export const listCategories = () => list(operations.listCategories, {}, 3);
