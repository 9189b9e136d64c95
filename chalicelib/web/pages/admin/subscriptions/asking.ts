/** What is asked of the desk about topics and mailings. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

const plan = (key: string) => ({ path: { plan_key: key } });
const mailing = (id: string) => ({ path: { mailing_id: id } });

export const listTopics = (key: string) => insist(() => ask(operations.listTopics, plan(key)));
export const addTopic = (key: string, body: operations.NewTopic, once: string | undefined) =>
  insist(() => ask(operations.addTopic, { ...plan(key), body, key: once }));
export const updateTopic = (key: string, id: string, body: operations.ChangeTopic) =>
  insist(() => ask(operations.updateTopic, { path: { plan_key: key, topic_id: id }, body }));
export const updateRules = (key: string, body: operations.NoticeRules) =>
  insist(() => ask(operations.updateNoticeRules, { ...plan(key), body }));
export const countAudience = (key: string, topic_id: string, about: string) =>
  insist(() => ask(operations.countAudience, { ...plan(key), query: { topic_id, about } }));
export const listMailings = (key: string, cursor: string | null) =>
  insist(() => ask(operations.listMailings, { ...plan(key), query: { cursor: cursor ?? undefined } }));
export const makeMailing = (key: string, body: operations.NewMailing, once: string | undefined) =>
  insist(() => ask(operations.makeMailing, { ...plan(key), body, key: once }));
export const readMailing = (id: string) => insist(() => ask(operations.readMailing, mailing(id)));
export const updateMailing = (id: string, body: operations.ChangeMailing) =>
  insist(() => ask(operations.updateMailing, { ...mailing(id), body }));
export const startMailing = (id: string) => insist(() => ask(operations.startMailing, { ...mailing(id), body: {} }));
export const stopMailing = (id: string) => insist(() => ask(operations.stopMailing, { ...mailing(id), body: {} }));
export const exportCustomers = (id: string, cursor: string, language: string) =>
  insist(() =>
    ask(operations.exportMailingCustomers, { ...mailing(id), query: { cursor, language: language as "en" } })
  );
export const listCustomers = (id: string, cursor: string | null) =>
  insist(() => ask(operations.listMailingCustomers, { ...mailing(id), query: { cursor: cursor ?? undefined } }));
