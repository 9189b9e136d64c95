/** One's own month, and those one leads, as they stand in the address among the reports. Pure. */
import { MONTH } from "../../desk/performance.ts";
import { placeOfQuery } from "../reports/place.ts";

export const OWN = "performance";
export const TEAM = "performance_team";

export const isPerformance = (section: string): boolean => section === OWN || section === TEAM;

/** `month`: empty, the present one; `group`: empty, everybody in reach; `agent`: whose month is open, if anybody's. */
export interface View {
  section: string;
  month: string;
  group: string;
  agent: string;
}

export function viewOf(section: string, text: string): View {
  const query = new URLSearchParams(text);
  const month = query.get("month") ?? "";
  return {
    section,
    month: MONTH.test(month) ? month : "",
    group: query.get("group") ?? "",
    agent: query.get("agent") ?? "",
  };
}

export function placeOf({ section, ...rest }: View): string {
  const query = new URLSearchParams(Object.entries(rest).filter(([, value]) => value));
  return placeOfQuery(section, query.toString());
}
