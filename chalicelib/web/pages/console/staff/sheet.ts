/** A month's entries, or an agent's, as a file for spreadsheets. */
import { type Cell, csvOf, download } from "../../desk/csv.ts";
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type { Problem } from "../../desk/client.ts";
import type { StaffEntryView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import type { Files } from "./files.ts";
import { digitsOf } from "./money.ts";

const HEADS = ["day", "agent", "kind", "act", "state", "points", "money", "currency", "reason", "author", "seen"];

/** What is for the agent is above nothing, what is against them below. */
export function rowOf(entry: StaffEntryView): Cell[] {
  const sign = entry.effect === "reward" ? 1 : -1;
  return [
    entry.day,
    agentName(entry.agent),
    inOurLanguage(entry.names),
    t(`staff.act.${entry.act}`),
    t(`staff.state.${entry.state}`),
    sign * entry.points || 0,
    sign * entry.money / 10 ** digitsOf(entry.currency || "CNY") || 0,
    entry.currency,
    entry.reason,
    agentName(entry.author),
    entry.seen_at,
  ];
}

export async function saveFile(files: Files): Promise<void> {
  try {
    const entries = await files.entries.whole();
    const rows = [HEADS.map((each) => t(`staff.csv.${each}`)), ...entries.map(rowOf)];
    download(`staff-${files.agent || files.month}.csv`, csvOf(rows));
  } catch (problem) {
    const { code } = problem as Problem;
    say(tOf("staff.failed", code, { code }), { kind: "warning" });
  }
}
