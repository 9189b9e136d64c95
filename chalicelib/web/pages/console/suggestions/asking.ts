/** What articles beside a conversation ask of the desk. */
import { ask, insist } from "../../desk/asking.ts";
import { language } from "../../desk/i18n.ts";
import type { Code } from "../../desk/language.ts";
import * as operations from "../../desk/operations.ts";
import type { OpenConversation } from "../conversations/open.ts";
import type { Asking } from "./beside.ts";

const LONGEST = 200;

/** The language in which a visitor is written to. */
export const languageOf = (open: OpenConversation): Code => {
  const locale = open.conversation?.locale ?? language.code;
  return locale.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
};

export const askingBeside = (open: OpenConversation): Asking => {
  const path = { conversation_id: open.id };
  return {
    suggest: () => insist(() => ask(operations.suggestArticles, { path })),
    find: (text) =>
      ask(operations.findArticles, {
        query: { q: text.slice(0, LONGEST), lang: languageOf(open), plan_key: open.conversation?.plan_key ?? "" },
      }),
    read: (articleId) =>
      insist(() =>
        ask(operations.readArticleText, { path: { article_id: articleId }, query: { locale: languageOf(open) } })
      ),
    note: (kind, articleIds) =>
      insist(() => ask(operations.noteArticleUse, { path, body: { kind, article_ids: articleIds } })),
  };
};

export const proposalOf = (conversationId: string) =>
  insist(() => ask(operations.readProposalOfConversation, { path: { conversation_id: conversationId } }));
export const proposeArticle = (body: operations.ProposeArticle) =>
  insist(() => ask(operations.proposeArticle, { body }));
export const listOwnProposals = (cursor: string | undefined) => ask(operations.listOwnProposals, { query: { cursor } });
export const markSeen = (proposalId: string) =>
  insist(() => ask(operations.markProposalSeen, { path: { proposal_id: proposalId } }));
