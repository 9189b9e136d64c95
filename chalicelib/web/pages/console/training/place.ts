/** Where training stands in the address: one's own, a course, an attempt, a certificate, and what leaders see to. */
import type { Session } from "../../desk/session.ts";

export type View = "own" | "lead" | "course" | "attempt" | "certificate";

export interface TrainingPlace {
  view: View;
  /** Of the course, attempt or certificate. */
  id: string;
}

const ROOT = "training";
const THINGS = ["course", "attempt", "certificate"] as const;

export function placeOfTraining(view: View, id = ""): string {
  if (view === "own") return ROOT;
  return id ? `${ROOT}/${view}/${id}` : `${ROOT}/${view}`;
}

/** What of it a place is, or null. */
export function trainingOf(place: string | null): TrainingPlace | null {
  if (place === ROOT) return { view: "own", id: "" };
  if (place === `${ROOT}/lead`) return { view: "lead", id: "" };
  const [root, view, id, ...more] = place?.split("/") ?? [];
  const thing = THINGS.find((each) => each === view);
  return root === ROOT && thing && id && !more.length ? { view: thing, id } : null;
}

export const leadsTraining = (session: Session): boolean => session.can("training.lead");
