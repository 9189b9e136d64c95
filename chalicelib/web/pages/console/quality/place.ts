/** Where an inspection, a calibration and the results stand in the address, and who has the section at all. */
import type { Session } from "../../desk/session.ts";

const PLACE = /^(inspection|calibration)\/(.+)$/;
export const RESULTS = "quality/results";

export const inspectionPlace = (id: string): string => `inspection/${id}`;
export const calibrationPlace = (id: string): string => `calibration/${id}`;

export interface Looked {
  kind: "inspection" | "calibration" | "results";
  id: string;
}

/** What of it is open at this place; null: something else is. */
export function lookedAt(place: string | null): Looked | null {
  if (place === RESULTS) return { kind: "results", id: "" };
  const [, kind, id] = PLACE.exec(place ?? "") ?? [];
  return id ? { kind: kind as "inspection" | "calibration", id } : null;
}

const OTHERS = ["quality.inspect", "quality.decide", "quality.see"];

/** Inspectors and supervisors; and every agent, for what was said of their own work. */
export const mayLook = (session: Session): boolean =>
  session.can("conversations.answer") || OTHERS.some((each) => session.can(each));
