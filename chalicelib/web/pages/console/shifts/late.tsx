/** One's own shifts: fetched when they are opened first. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";

const pages = new Late(() => import("./pages.ts"));

export function ShiftsPage() {
  const late = pages.use();
  return late ? <late.ShiftsPage /> : <Coming />;
}
