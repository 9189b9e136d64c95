/** Figures, for who may see them: fetched when they are opened first. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";
import { PerformancePage } from "../performance/late.tsx";
import { isPerformance } from "../performance/place.ts";

const pages = new Late(() => import("./pages.ts"));

export function ReportLists() {
  const late = pages.use();
  return late ? <late.ReportLists /> : <Coming />;
}

export function ReportPage(props: { section: string; query: string }) {
  return isPerformance(props.section) ? <PerformancePage {...props} /> : <FiguresPage {...props} />;
}

function FiguresPage(props: { section: string; query: string }) {
  const late = pages.use();
  return late ? <late.ReportPage {...props} /> : <Coming />;
}
