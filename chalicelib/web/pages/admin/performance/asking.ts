/** What administrators ask of the desk about performance. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Cursor = string | null;

const scheme = (id: string) => ({ path: { scheme_id: id } });

export const listSources = () => list(operations.listPerformanceSources, {}, 3);
export const listSchemes = () => list(operations.listPerformanceSchemes, {}, 3);
export const readScheme = (id: string) => insist(() => ask(operations.readPerformanceScheme, scheme(id)));
export const saveDraft = (id: string, body: operations.SaveSchemeDraft) =>
  insist(() => ask(operations.savePerformanceDraft, { ...scheme(id), body }));
export const discardDraft = (id: string) => insist(() => ask(operations.discardPerformanceDraft, scheme(id)));
export const publish = (id: string, body: operations.PublishScheme, key: string | null) =>
  insist(() => ask(operations.publishPerformanceScheme, { ...scheme(id), body, key }));
export const beginPreview = (id: string, version: number, key: string | null) =>
  insist(() => ask(operations.previewPerformanceScheme, { ...scheme(id), body: { version }, key }));
export const readPreview = (id: string, cursor: Cursor) =>
  insist(() => ask(operations.listPerformancePreview, { ...scheme(id), query: { cursor: cursor ?? undefined } }));

const month = (name: string) => ({ path: { month: name } });

export const readMonth = (name: string) => insist(() => ask(operations.readPerformanceMonth, month(name)));
export const compute = (name: string) => insist(() => ask(operations.computePerformance, { ...month(name), body: {} }));
export const confirm = (name: string, body: operations.ConfirmMonth) =>
  insist(() => ask(operations.confirmPerformance, { ...month(name), body }));

export interface Shown {
  month: string;
  group: string;
  /** Null: the one that holds, else the draft; 0: the draft. */
  revision: number | null;
}

export const readRanking = ({ month: name, group, revision }: Shown, cursor: Cursor) =>
  insist(() =>
    ask(operations.listPerformanceRanking, {
      query: { month: name, group_id: group, revision, cursor: cursor ?? undefined },
    })
  );
export const readResult = (id: string, { month: name, revision }: Shown) =>
  insist(() => ask(operations.readPerformanceOf, { path: { agent_id: id }, query: { month: name, revision } }));

export const readValues = (name: string, cursor: Cursor) =>
  insist(() =>
    ask(operations.listPerformanceValues, { path: { month: name }, query: { cursor: cursor ?? undefined } })
  );
export const enterValue = (name: string, agent: string, body: operations.EnterValue) =>
  insist(() => ask(operations.enterPerformanceValue, { path: { month: name, agent_id: agent }, body }));
