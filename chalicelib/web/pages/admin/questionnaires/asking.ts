/** What is asked of the desk about questionnaires. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

const one = (id: string) => ({ path: { questionnaire_id: id } });

/** Which responses a report is of. */
export interface Wanted {
  from?: string;
  to?: string;
  plan_key?: string;
  group_id?: string;
  agent_id?: string;
  campaign_id?: string;
  way?: "" | "call" | "link";
  version?: number;
}

export type Side = "day" | "plan" | "group" | "agent" | "campaign" | "version" | "way";

export const listQuestionnaires = () => list(operations.listQuestionnaires, {});
export const readQuestionnaire = (id: string) => insist(() => ask(operations.readQuestionnaire, one(id)));
export const saveDraft = (id: string, body: operations.SaveQuestionnaireDraft) =>
  insist(() => ask(operations.saveQuestionnaireDraft, { ...one(id), body }));
export const publish = (id: string, version: number, key: string | null) =>
  insist(() => ask(operations.publishQuestionnaire, { ...one(id), body: { version }, key }));
export const readReport = (id: string, wanted: Wanted, by: Side) =>
  insist(() => ask(operations.readQuestionnaireReport, { ...one(id), query: { ...wanted, by } }));
export const listResponses = (id: string, wanted: Wanted, question: string, cursor: string | null) =>
  insist(() =>
    ask(operations.listQuestionnaireResponses, { ...one(id), query: { ...wanted, question, cursor: cursor ?? "" } })
  );
