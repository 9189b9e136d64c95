/** Follow-ups: fetched when their section, or one of them, is opened first, since most agents open conversations. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";

const pages = new Late(() => import("./pages.ts"));

export function FollowUpLists() {
  const late = pages.use();
  return late ? <late.FollowUpLists /> : <Coming />;
}

export function FollowUpPage(props: { id: string }) {
  const late = pages.use();
  return late ? <late.FollowUpPage {...props} /> : <Coming />;
}
