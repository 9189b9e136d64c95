/** Leave and attendance: fetched when they are opened first. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";
import type { View } from "./place.ts";

const pages = new Late(() => import("./pages.ts"));

export function AttendancePage(props: { view: View }) {
  const late = pages.use();
  return late ? <late.AttendancePage key={props.view} {...props} /> : <Coming />;
}
