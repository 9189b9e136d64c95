/** What is known of the channels of conversations by whoever writes in them. */
import { type Signal, signal } from "@preact/signals";
import type { ConversationChannelView } from "../../desk/operations.ts";

const known = new Map<string, Signal<ConversationChannelView | null>>();

/** The channel of a conversation as it was read last; null: its customer writes on a page, or nothing is known yet. */
export function channelOf(conversationId: string): Signal<ConversationChannelView | null> {
  const held = known.get(conversationId) ?? signal(null);
  known.set(conversationId, held);
  return held;
}

export const mostCharacters = (conversationId: string, most: number): number =>
  Math.min(most, channelOf(conversationId).value?.limits.characters ?? most);

/** Whether nothing may be sent there now. */
export const isShut = (conversationId: string): boolean => channelOf(conversationId).value?.open === false;
