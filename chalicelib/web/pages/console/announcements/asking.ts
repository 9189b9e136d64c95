/** What one can ask of the desk about announcements. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Query<Operation> = Operation extends { readonly types?: { query: infer Asked } } ? Asked : never;

const one = (id: string) => ({ path: { announcement_id: id } });

export const listAnnouncements = (query: Query<typeof operations.listAnnouncements>) =>
  insist(() => ask(operations.listAnnouncements, { query }));
export const readAnnouncement = (id: string) => insist(() => ask(operations.readAnnouncement, one(id)));
export const listEditions = (id: string, cursor?: string) =>
  insist(() => ask(operations.listAnnouncementEditions, { ...one(id), query: { cursor } }));
export const confirm = (id: string, edition: number) =>
  insist(() => ask(operations.confirmAnnouncement, { ...one(id), body: { edition } }));
export const listGroups = () => list(operations.listColleaguesGroups, {});
