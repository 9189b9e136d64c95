/** Conversations and entries for tests. */
import type { ConversationView, EntryView } from "../../desk/operations.ts";

export const ME = "agt_me";

export const agentRef = (id: string) => ({ id, name: id, number: "1", picture: null });

export function conversation(id: string, more: Partial<ConversationView> = {}): ConversationView {
  return {
    conversation_id: id,
    state: "open",
    plan_key: "demo",
    visitor_id: `vis_${id}`,
    visitor_name: null,
    agent: agentRef(ME),
    last_seq: 3,
    last_text: "hello",
    last_author: "visitor",
    last_at: "2026-11-28T10:00:00Z",
    started_at: "2026-11-28T09:00:00Z",
    waiting_since: null,
    first_reply_at: null,
    closed_at: null,
    closed_by: null,
    locale: "en",
    page: null,
    place: null,
    level: "normal",
    owner: agentRef(ME),
    guests: [],
    held_at: null,
    category: null,
    expected: null,
    asked_at: "2026-11-28T10:00:00Z",
    warn_at: null,
    late_at: null,
    left_at: null,
    takes_slot: true,
    agent_away: false,
    needs_category: false,
    category_id: null,
    snoozed: false,
    snoozed_until: null,
    back_at: null,
    verified: null,
    via: null,
    ...more,
  };
}

export function entry(seq: number, more: Partial<EntryView> = {}): EntryView {
  return {
    seq,
    kind: "message",
    author: { kind: "visitor", id: "vis_1", name: null, number: null, picture: null },
    text: `word ${seq}`,
    at: "2026-11-28T10:00:00Z",
    ...more,
  };
}
