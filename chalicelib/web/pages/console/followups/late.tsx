/** The page of one follow-up: fetched when one is opened first, since most agents open conversations. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";

const page = new Late(() => import("./followup.tsx"));

export function FollowUpPage({ id }: { id: string }) {
  const late = page.use();
  return late ? <late.FollowUpPage id={id} /> : <Coming />;
}
