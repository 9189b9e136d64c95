/** Announcements: fetched when one waits, or the list is opened. How many wait comes with the inbox. */
import { useEffect } from "preact/hooks";
import { Late } from "../../desk/late.ts";
import { useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";
import { lookedAt } from "./insert.ts";

const pages = new Late(() => import("./pages.ts"));

export function AnnouncementsPage({ id }: { id: string }) {
  const late = pages.use();
  return late ? <late.AnnouncementsPage id={id} /> : <Coming />;
}

/** Above everything while some are to be read. */
export function UnreadAnnouncements() {
  const desk = useDesk();
  const { place } = desk.selection;
  const waits = desk.inbox.announcements.many > 0;
  useEffect(() => lookedAt(desk, place), [place]);
  useEffect(() => waits ? void pages.come() : undefined, [waits]);
  const late = pages.there;
  return late && waits ? <late.UnreadBar /> : null;
}
