/** What administrators ask of the desk about the confidentiality agreement. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

export const read = () => insist(() => ask(operations.readAgreement, {}));
export const saveDraft = (body: operations.SaveAgreementDraft) =>
  insist(() => ask(operations.saveAgreementDraft, { body }));
export const discardDraft = () => insist(() => ask(operations.discardAgreementDraft, {}));
export const publish = (body: operations.PublishAgreement, key: string | null) =>
  insist(() => ask(operations.publishAgreement, { body, key }));
export const end = (version: number) => insist(() => ask(operations.endAgreement, { body: { version } }));
export const listVersions = (cursor: string | null = null) =>
  insist(() => ask(operations.listAgreementVersions, { query: { cursor: cursor ?? undefined } }));
export const listMissing = (version: number, cursor: string | null = null) =>
  insist(() => ask(operations.listNotAccepted, { query: { version, cursor: cursor ?? undefined } }));
export const listAcceptances = (version: number, cursor: string | null = null) =>
  insist(() => ask(operations.listAcceptances, { query: { version, cursor: cursor ?? undefined } }));
export const everyMissing = (version: number) => list(operations.listNotAccepted, { query: { version } }, 3);
export const everyAcceptance = (version: number) => list(operations.listAcceptances, { query: { version } }, 3);
