/** Where staff files stand in the address: one's own, a month of those one leads, what waits for a second person. */
import type { AgentRef } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";

/** About whom something is entered, and what it is about; nothing: to be chosen. */
export interface About {
  agent?: AgentRef | null;
  conversationId?: string;
  ticketId?: string;
}

export const VIEWS = ["own", "month", "waiting"] as const;
export type View = typeof VIEWS[number];

const PLACES: { readonly [view in View]: string } = {
  own: "staff-file",
  month: "staff-file/month",
  waiting: "staff-file/waiting",
};

export const placeOfStaff = (view: View): string => PLACES[view];

/** Which of them a place is, or null. */
export const staffOf = (place: string | null): View | null => VIEWS.find((view) => PLACES[view] === place) ?? null;

const LEADING = ["staff.see", "staff.enter", "staff.approve"];

/** Whether they see others' files. */
export const leads = (session: Session): boolean => LEADING.some((each) => session.can(each));

/** Which of them somebody has. */
export const viewsOf = (session: Session): readonly View[] => leads(session) ? VIEWS : ["own"];
