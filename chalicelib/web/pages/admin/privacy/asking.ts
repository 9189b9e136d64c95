/** What those who see to people's data ask of the desk besides requests. Every failure is thrown as a Problem. */
import { ask, insist } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Id = string;
type Cursor = string | null;

const person = (id: Id) => ({ path: { visitor_id: id.trim() } });
const from = (cursor: Cursor) => ({ query: { cursor: cursor ?? undefined } });

export const listHolds = (cursor: Cursor) => insist(() => ask(operations.listHolds, from(cursor)));
/** Twice is once, of this and of what follows. */
export const holdPerson = (id: Id, reason: string) =>
  insist(() => ask(operations.holdPerson, { ...person(id), body: { reason } }));
export const endHold = (id: Id) => insist(() => ask(operations.endHold, person(id)));
export const listRevocations = (cursor: Cursor) => insist(() => ask(operations.listRevocations, from(cursor)));
export const revokeTokens = (id: Id, key: string) =>
  insist(() => ask(operations.revokeTokens, { ...person(id), body: {}, key }));
export const readPrivacy = () => insist(() => ask(operations.readPrivacy, {}));
export const changePrivacy = (body: operations.ChangePrivacy) => insist(() => ask(operations.changePrivacy, { body }));
