/** A transcript as its words are by now: what was edited or withdrawn since an entry was read is said by a later one. Pure. */
import type { EntryView } from "./operations.ts";

const WITHDRAWN = ["withdrawn", "note_withdrawn"];
const CHANGES = ["edited", "note_edited", ...WITHDRAWN];

/** The entries, each with its newest words; those that only say that others changed are left out. */
export function asTheyAre(entries: readonly EntryView[]): EntryView[] {
  const changes = new Map<number, EntryView>();
  for (const entry of entries) {
    // One that another change followed says nothing any more.
    if (CHANGES.includes(entry.kind) && !entry.revised) changes.set(entry.about ?? 0, entry);
  }
  return entries.filter(({ kind }) => !CHANGES.includes(kind)).map((entry) => {
    const change = changes.get(entry.seq);
    if (!change || (entry.revised ?? 0) >= change.seq) return entry;
    const { text, seq, masked, as_written } = change;
    return { ...entry, text, masked, as_written, revised: seq, withdrawn: WITHDRAWN.includes(change.kind) };
  });
}

/** For so long one's own words can be changed. */
export const CHANGED_WITHIN_MS = 2 * 60_000;
