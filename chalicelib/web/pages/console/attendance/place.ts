/** Where leave and attendance stand in the address, beside one's own shifts. */
import type { Session } from "../../desk/session.ts";
import { SHIFTS } from "../shifts/place.ts";

export const VIEWS = ["leave", "attendance", "waiting"] as const;
export type View = typeof VIEWS[number];
export type Tab = "shifts" | View;

const PLACES: { readonly [view in View]: string } = {
  leave: "shifts/leave",
  attendance: "shifts/attendance",
  waiting: "shifts/waiting",
};

export const placeOfTab = (tab: Tab): string => tab === "shifts" ? SHIFTS : PLACES[tab];

/** Which of them a place is, or null. */
export const attendanceOf = (place: string | null): View | null => VIEWS.find((view) => PLACES[view] === place) ?? null;

const APPROVING = ["leave.approve", "leave.approve_long"];
const SEEING = ["attendance.see", "attendance.correct"];

export const decides = (session: Session): boolean => APPROVING.some((each) => session.can(each));
export const seesOthers = (session: Session): boolean => SEEING.some((each) => session.can(each));

/** Which tabs somebody has. */
export const tabsOf = (session: Session): readonly Tab[] => [
  ...(session.can("shifts.see") ? ["shifts" as const] : []),
  "leave",
  "attendance",
  ...(decides(session) ? ["waiting" as const] : []),
];
