/** What is owed beside tickets. */
import type { DeadlineView } from "../../desk/operations.ts";
import { listDeadlines } from "./asking.ts";

const STATES = ["breached", "warned"] as const;

/** What is late first, then what is nearly late; as far as one page of each says. */
export async function readOthers(): Promise<DeadlineView[]> {
  const pages = await Promise.all(STATES.map((state) => listDeadlines({ state, scope: "all" })));
  return pages.flatMap(({ items }) => items).filter(({ kind }) => kind !== "ticket");
}
