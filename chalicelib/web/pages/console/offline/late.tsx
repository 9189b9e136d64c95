/** Messages left while nobody was there: fetched when their section, or one of them, is opened first. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";

const pages = new Late(() => import("./pages.ts"));

export function MessageLists() {
  const late = pages.use();
  return late ? <late.MessageLists /> : <Coming />;
}

export function MessagePage(props: { id: string }) {
  const late = pages.use();
  return late ? <late.MessagePage {...props} /> : <Coming />;
}
