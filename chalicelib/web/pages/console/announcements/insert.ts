/** Into which conversation words of an announcement are put: the one that was looked at last, while it can be answered. */
import { visitorName } from "../../desk/format.ts";
import type { Desk } from "../desk.ts";

const last = new WeakMap<Desk, string>();

/** A place is looked at; what is no conversation is passed over. */
export function lookedAt(desk: Desk, place: string | null): void {
  if (place && desk.conversations.get(place)) last.set(desk, place);
}

/** Its visitor, and what puts words behind those that are written there already; null: there is none. */
export function lastConversation(desk: Desk): { visitor: string; insert: (text: string) => void } | null {
  const known = desk.conversations.get(last.get(desk) ?? "") ?? desk.conversations.mine[0];
  if (!known || known.state === "closed" || !desk.conversations.isOurs(known)) return null;
  const { conversation_id: id } = known;
  return {
    visitor: visitorName(known),
    insert: (text) => {
      const written = desk.drafts.isNote(id) ? "" : desk.drafts.get(id);
      desk.drafts.set(id, written ? `${written}\n${text}` : text);
      desk.selection.choose(id);
    },
  };
}
