/** What an agent can ask of the desk about reports. Every failure is thrown as a Problem. */
import { ask } from "../../desk/asking.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";

const spoken = () => ({ language: language.code });

export const readOwn = (day: string | null) => ask(operations.readDayReport, { query: { ...spoken(), day } });
export const save = (day: string, body: operations.WriteDayReport) =>
  ask(operations.saveDayReport, { path: { day }, query: spoken(), body });
export const send = (day: string, body: operations.WriteDayReport, key: string) =>
  ask(operations.sendDayReport, { path: { day }, query: spoken(), body, key });
export const listOfDay = (day: string | null, cursor: string) =>
  ask(operations.listDayReports, { query: { day, cursor } });
export const readOf = (agent: string, day: string) =>
  ask(operations.readDayReportOf, { path: { agent_id: agent, day }, query: spoken() });
export const listReceived = (cursor: string) =>
  ask(operations.listBulletins, { query: { ...spoken(), mine: true, cursor } });
export const readReceived = (id: string) =>
  ask(operations.readBulletin, { path: { bulletin_id: id }, query: spoken() });
