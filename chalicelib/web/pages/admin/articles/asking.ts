/** What those who write articles ask of the desk. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import type { Wish } from "../../desk/upload.ts";
import * as operations from "../../desk/operations.ts";

type Id = string;
type Key = string | undefined;
export type Wanted = Omit<NonNullable<NonNullable<typeof operations.listArticles.types>["query"]>, "cursor">;

const of = (id: Id) => ({ path: { article_id: id } });
export const listArticles = (wanted: Wanted, cursor: string | null) =>
  insist(() => ask(operations.listArticles, { query: { ...wanted, cursor: cursor ?? undefined } }));
export const readArticle = (id: Id) => insist(() => ask(operations.readArticle, of(id)));
export const writeArticle = (body: operations.WriteArticle, key: Key) =>
  insist(() => ask(operations.writeArticle, { body, key }));
export const changeArticle = (id: Id, body: operations.ChangeArticle) =>
  insist(() => ask(operations.changeArticle, { ...of(id), body }));
export const sendToReview = (id: Id, body: operations.SendToReview) =>
  insist(() => ask(operations.sendArticleToReview, { ...of(id), body }));
export const sendBack = (id: Id, note: string) =>
  insist(() => ask(operations.sendArticleBack, { ...of(id), body: { note } }));
export const publish = (id: Id, body: operations.PublishArticle, key: Key) =>
  insist(() => ask(operations.publishArticle, { ...of(id), body, key }));
/** Twice is once. */
export const archive = (id: Id) => insist(() => ask(operations.archiveArticle, { ...of(id), body: {} }));
export const takeBack = (id: Id) => insist(() => ask(operations.takeArticleBack, { ...of(id), body: {} }));
export const listEditions = (id: Id, cursor: string | null) =>
  insist(() => ask(operations.listEditions, { ...of(id), query: { cursor: cursor ?? undefined } }));
export const compare = (id: Id, older: number, newer: number | null) =>
  insist(() => ask(operations.compareEditions, { ...of(id), query: { older, newer: newer ?? undefined } }));
export const preview = (body: string) => ask(operations.previewArticle, { body: { body } });
export const sendPicture = (id: Id, wish: Wish) =>
  insist(() => ask(operations.sendArticlePicture, { ...of(id), body: wish, key: undefined }));
/** Twice is once. */
export const addPicture = (id: Id, fileId: Id) =>
  insist(() => ask(operations.addArticlePicture, { ...of(id), body: { file_id: fileId } }));
export const readSettings = () => insist(() => ask(operations.readArticleSettings, {}));
export const changeSettings = (body: operations.ChangeArticleSettings) =>
  insist(() => ask(operations.changeArticleSettings, { body }));
export const listCategories = () => list(operations.listCategories, {});
