/** What is written in staff files: how each of it is asked of the desk, and what is said where that does not work. */
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import type { CorrectStaffEntry, StaffEntryView, StaffKindsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as asking from "./asking.ts";
import type { About } from "./place.ts";

export const wordsOf = ({ code }: Problem): string => tOf("staff.failed", code, { code });

/** Of which kinds something may be; null where that could not be read, which is said. */
export async function kindsOrWord(): Promise<StaffKindsView | null> {
  try {
    return await asking.readKinds();
  } catch (problem) {
    say(wordsOf(problem as Problem), { kind: "warning" });
    return null;
  }
}

export type SendEntry = (body: CorrectStaffEntry, agentId: string) => Promise<StaffEntryView>;
export type SendWords = (text: string, key: string) => Promise<StaffEntryView>;

export const entering = ({ conversationId, ticketId }: About): SendEntry => (body, agentId) =>
  asking.enter({ ...body, agent_id: agentId, conversation_id: conversationId ?? null, ticket_id: ticketId ?? null });

/** It is about the same as what it corrects. */
export const correcting = ({ entry_id: id, conversation_id, ticket_id }: StaffEntryView): SendEntry => (body) =>
  asking.correct(id, { ...body, conversation_id, ticket_id });

export const withdrawing = ({ entry_id: id }: StaffEntryView): SendWords => (reason, key) =>
  asking.withdraw(id, { reason, client_id: key });

export const stating = ({ entry_id: id }: StaffEntryView): SendWords => (text, key) => asking.state(id, text, key);

export const deciding = ({ entry_id: id }: StaffEntryView, outcome: "approved" | "refused"): SendWords => (text, key) =>
  asking.decide(id, { outcome, text }, key);
