/** Closing a conversation, by button or key. */
import { Late } from "../../desk/late.ts";
import type { OpenConversation } from "./open.ts";

export const closing = new Late(() => import("./closing.tsx"));

/** Asks, and closes it in a moment. */
export async function askToClose(open: OpenConversation): Promise<void> {
  const filing = await (await closing.come())?.askHow(open);
  if (filing) open.desk.closeSoon(open.id, filing);
}

/** Closes it in a moment and goes on to the next; asks only where replies would be lost, or its plan wants it filed. */
export async function closeAndGoOn(open: OpenConversation): Promise<void> {
  const { desk, id, conversation } = open;
  if (desk.outbox.of(id).length || conversation?.needs_category) await askToClose(open);
  else desk.closeSoon(id);
  if (desk.closings.has(id)) desk.goOn();
}
