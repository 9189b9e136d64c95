/** One's own month, and those one leads: fetched when they are opened first. */
import { Late } from "../../desk/late.ts";
import { Coming } from "../lists/coming.tsx";

const part = new Late(() => import("./open.ts"));

export function PerformancePage(props: { section: string; query: string }) {
  const late = part.use();
  return late ? <late.PerformancePage {...props} /> : <Coming />;
}
