/** Into which conversation words of an announcement are put: the one that was looked at last, while it can be answered. */
import { fillPhrase } from "../../desk/api.ts";
import { visitorName } from "../../desk/format.ts";
import type { Code } from "../../desk/language.ts";
import type { Desk } from "../desk.ts";

const last = new WeakMap<Desk, string>();

/** A place is looked at; what is no conversation is passed over. */
export function lookedAt(desk: Desk, place: string | null): void {
  if (place && desk.conversations.get(place)) last.set(desk, place);
}

export interface Insertable {
  visitor: string;
  /** Puts words behind those that are written there already. */
  insert: (text: string, language: Code) => Promise<void>;
}

/** The conversation into which words go; null: there is none. */
export function lastConversation(desk: Desk): Insertable | null {
  const known = desk.conversations.get(last.get(desk) ?? "") ?? desk.conversations.mine[0];
  if (!known || known.state === "closed" || !desk.conversations.isOurs(known)) return null;
  const { conversation_id: id } = known;
  return {
    visitor: visitorName(known),
    insert: async (text, language) => {
      // What stands for a name is filled as a phrase's is; where the desk cannot be asked it stays as it is.
      const filled = text.includes("{") ? await fillPhrase(id, { text, language }).catch(() => null) : null;
      const words = filled?.text ?? text;
      const written = desk.drafts.isNote(id) ? "" : desk.drafts.get(id);
      desk.drafts.set(id, written ? `${written}\n${words}` : words);
      desk.selection.choose(id);
    },
  };
}
