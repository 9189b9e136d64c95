/** What stands in a transcript, from top to bottom: days, messages, steps and private notes. Pure. */
import type { EntryView, FileView } from "../../desk/operations.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import type { Unsent } from "../outbox.ts";
import { stepWords } from "./steps.ts";

const SAME_BREATH_MS = 5 * 60_000;

/** What is shown as a message: an entry, or a reply on its way. */
export interface Message {
  author: {
    kind: EntryView["author"]["kind"];
    id: string | null;
    name?: string | null;
    number?: string | null;
    picture?: string | null;
  };
  text: string;
  at: string;
  /** Its number; null while it is on its way. */
  seq: number | null;
  unsent: Unsent | null;
  file: FileView | null;
  /** The message that it answers. */
  quote?: number | null;
  quoted?: EntryView;
  /** Its words are not those that were said first; or there are none any more. */
  revised?: number | null;
  withdrawn?: boolean;
  former?: string | null;
  /** Abuse in it is masked; as it was written, for who may see that. */
  masked?: boolean;
  as_written?: string | null;
  /** It is for colleagues only. */
  isNote?: boolean;
}

export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "message"; key: string; message: Message; goesOn: boolean }
  | { kind: "step"; key: string; entry: EntryView; words: string }
  // a note that goes with a step has no message that could be changed
  | { kind: "note"; key: string; entry: EntryView; message?: Message };

export function rowsOf(entries: readonly EntryView[], unsent: readonly Unsent[], agentId: string): Row[] {
  const rows: Row[] = [];
  let day = "";
  let before: Message | null = null;

  const begin = (at: string) => {
    const its = new Date(at).toDateString();
    if (its === day) return;
    rows.push({ kind: "day", key: `day ${its}`, at });
    day = its;
    before = null;
  };
  const speak = (key: string, message: Message) => {
    rows.push({ kind: "message", key, message, goesOn: before !== null && isOneBreath(before, message) });
    before = message;
  };

  const shown = asTheyAre(entries);
  const bySeq = new Map(shown.map((entry) => [entry.seq, entry]));
  for (const entry of shown) {
    begin(entry.at);
    if (entry.kind === "message") {
      // A reply keeps its place when it is stored.
      const isReply = entry.author.kind === "agent" && entry.client_id;
      speak(isReply ? `reply ${entry.client_id}` : `${entry.seq}`, {
        ...entry,
        unsent: null,
        file: fileNow(entry, entries),
        quoted: bySeq.get(entry.quote ?? 0),
      });
      continue;
    }
    if (entry.kind === "note") {
      const key = entry.client_id ? `reply ${entry.client_id}` : `${entry.seq}`;
      rows.push({
        kind: "note",
        key,
        entry: { ...entry, note: entry.text },
        message: { ...entry, unsent: null, file: null, isNote: true },
      });
      before = null;
      continue;
    }
    const words = stepWords(entry, agentId);
    if (words) rows.push({ kind: "step", key: `${entry.seq}`, entry, words });
    if (entry.note && !["agent_away", "filed", "verified", "ticket", "ticket_noted"].includes(entry.kind)) {
      rows.push({ kind: "note", key: `note ${entry.seq}`, entry });
    }
    before = null;
  }
  for (const item of unsent) {
    begin(item.at);
    const author = { kind: "agent", id: agentId } as const;
    const { text, at, quote, file = null } = item;
    const quoted = bySeq.get(quote ?? 0);
    speak(`reply ${item.client_id}`, { author, text, at, seq: null, unsent: item, file, quote, quoted });
  }
  return rows;
}

/** As it stands now: a later entry tells that it was checked, or removed. */
const fileNow = ({ file }: EntryView, entries: readonly EntryView[]): FileView | null =>
  file ? entries.findLast((each) => each.file?.id === file.id)!.file! : null;

const isOneBreath = (before: Message, after: Message): boolean =>
  before.author.kind === after.author.kind && before.author.id === after.author.id &&
  new Date(after.at).getTime() - new Date(before.at).getTime() < SAME_BREATH_MS;

/** The key of the last reply that the visitor has read; null where none was. */
export function lastRead(rows: readonly Row[], readSeq: number): string | null {
  const isRead = (row: Row) =>
    row.kind === "message" && row.message.author.kind === "agent" && row.message.seq !== null &&
    row.message.seq <= readSeq;
  return rows.findLast(isRead)?.key ?? null;
}
