/** Articles and proposals: fetched when they are wanted first. */
import { Late } from "../../desk/late.ts";
import type { OpenConversation } from "../conversations/open.ts";
import type { Desk } from "../desk.ts";

export const pages = new Late(() => import("./pages.ts"));

/** Proposes the conversation as a new kind of question. */
export async function propose(open: OpenConversation): Promise<void> {
  (await pages.come())?.askToPropose(open);
}

export async function showOwnProposals(desk: Desk): Promise<void> {
  (await pages.come())?.showOwnProposals(desk);
}
