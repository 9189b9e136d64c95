/** What is unfinished: fetched once the page has what it opens with, for it reminds whoever is to go soon. */
import { useEffect } from "preact/hooks";
import { Late } from "../../desk/late.ts";
import { after } from "../../desk/timer.ts";
import { type Desk, useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";
import type { View } from "./place.ts";

const SOON_MS = 4000;
const WORK = ["conversations.answer", "offline.answer", "tickets.work", "followups.work", "callbacks.work"] as const;
const pages = new Late(() => import("./pages.ts"));

/** Whether anything can be open with them. */
export const mayBeUnfinished = ({ session }: Desk): boolean => WORK.some((each) => session.can(each));

export function UnfinishedPage(props: { view: View }) {
  const late = pages.use();
  return late ? <late.UnfinishedPage key={props.view} {...props} /> : <Coming />;
}

/** Above everything, from so long before one's working time ends as the desk says; nothing before, or where nothing is open. */
export function UnfinishedBar() {
  const desk = useDesk();
  const may = mayBeUnfinished(desk);
  const unfinished = may ? pages.there?.unfinishedOf(desk) : null;
  useEffect(() => may ? after(SOON_MS, () => void pages.come()) : undefined, [may]);
  useEffect(() => {
    unfinished?.start();
    return () => unfinished?.stop();
  }, [unfinished]);
  const late = pages.there;
  return late && unfinished ? <late.Reminder unfinished={unfinished} /> : null;
}
