/** Figures, for who may see them: fetched when they are opened first. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";

const pages = new Late(() => import("./pages.ts"));

export function ReportLists() {
  const late = pages.use();
  return late ? <late.ReportLists /> : <Coming />;
}

export function ReportPage(props: { section: string; query: string }) {
  const late = pages.use();
  return late ? <late.ReportPage {...props} /> : <Coming />;
}
