/** What is looked at in the reports, as it stands in the address: it can be linked, and the browser's "back" works. Pure. */
import { type Days, isDay, lengthOf, type Preset, PRESETS } from "./periods.ts";
import { placeOfQuery } from "./place.ts";

export const TIMELY = ["hour", "day", "week", "month", "clock"] as const;
export const KEYED = [
  "agent",
  "group",
  "department",
  "plan",
  "source",
  "level",
  "category",
  "type",
  "priority",
] as const;
export type By = typeof TIMELY[number] | typeof KEYED[number];

/** The most days that the desk answers for at once. */
const MOST_DAYS: { readonly [by in By]?: number } = { hour: 31, day: 100, clock: 100, week: 190 };
const MOST = 732;

export interface View {
  section: string;
  period: Preset;
  /** Chosen days, for a period that is no usual one. */
  days: Days;
  by: By;
  /** Whom or what it is about, as `agent:agt_…`; empty: all. */
  of: string;
  compares: boolean;
  /** Which figure is drawn; empty: the first of its section. */
  figure: string;
  /** Whether what is drawn is shown as a table. */
  asTable: boolean;
  /** By which column the lines are sorted, the largest first with a minus before it; empty: as they came. */
  sort: string;
  /** What is behind this figure (`behind`) under this key (empty: all of the period); null: figures are shown. */
  behind: { figure: string; key: string } | null;
}

export const USUAL: View = {
  section: "overview",
  period: "30d",
  days: { from: "", to: "" },
  by: "day",
  of: "",
  compares: false,
  figure: "",
  asTable: false,
  sort: "",
  behind: null,
};

export const isTimely = (by: By): boolean => (TIMELY as readonly string[]).includes(by);
export const isKeyed = (by: By): boolean => !isTimely(by);

/** Whether it is of some people, and not of all that there is. */
export const isOfPeople = ({ by, of }: View, scope: "own" | "group" | "all"): boolean =>
  scope !== "all" || ["agent", "group", "department"].includes(by) || /^(agent|group|department):/.test(of);

/** Whether figures by this may be about that (empty: all): agents within a plan, a group or a department, plans of one
 * agent; what else stands side by side is of all. */
export function goesWith(by: By, of: string): boolean {
  if (isTimely(by) || !of) return true;
  const kind = of.slice(0, of.indexOf(":"));
  return by === "agent" ? ["plan", "group", "department"].includes(kind) : by === "plan" && kind === "agent";
}

/** Whether the desk answers for so many days by this. */
export const suits = (by: By, days: Days): boolean => lengthOf(days) <= (MOST_DAYS[by] ?? MOST);

/** By what a period is shown best over time. */
export function steps(days: Days): By {
  const length = lengthOf(days);
  if (length <= 2) return "hour";
  if (length <= 62) return "day";
  return length <= 190 ? "week" : "month";
}

/** The same view of other days: by what suits them. */
export function withDays(view: View, period: Preset, days: Days): View {
  const goesOn = isKeyed(view.by) || (view.by === "clock" && suits("clock", days));
  return { ...view, period, days: period === "days" ? days : USUAL.days, by: goesOn ? view.by : steps(days) };
}

/** The same by something else, of the same if that goes together. */
export const withBy = (view: View, by: By): View => ({
  ...view,
  by,
  of: goesWith(by, view.of) ? view.of : "",
  sort: "",
});

export function placeOf(view: View): string {
  const { period, days, by, of, compares, figure, asTable, sort, behind } = view;
  const query = new URLSearchParams();
  const say = (name: string, value: string, usual = "") => value !== usual && query.set(name, value);
  say("period", period, USUAL.period);
  if (period === "days") {
    query.set("from", days.from);
    query.set("to", days.to);
  }
  say("by", by, USUAL.by);
  say("of", of);
  say("compare", compares ? "1" : "");
  say("figure", figure);
  say("table", asTable ? "1" : "");
  say("sort", sort);
  if (behind) query.set("behind", `${behind.figure}@${behind.key}`);
  return placeOfQuery(view.section, query.toString());
}

/** The view of a section's address; what cannot be read is as usual. */
export function viewOf(section: string, text: string): View {
  const query = new URLSearchParams(text);
  const read = (name: string) => query.get(name) ?? "";
  const among = <Name extends string>(names: readonly Name[], name: string, usual: Name): Name =>
    names.find((each) => each === read(name)) ?? usual;
  const days = { from: read("from"), to: read("to") };
  const isChosen = isDay(days.from) && isDay(days.to) && days.from <= days.to;
  const period = among(PRESETS, "period", USUAL.period);
  const behind = /^([a-z_0-9]+)@(.*)$/.exec(read("behind"));
  return {
    section,
    period: period === "days" && !isChosen ? USUAL.period : period,
    days: period === "days" && isChosen ? days : USUAL.days,
    by: among<By>([...TIMELY, ...KEYED], "by", USUAL.by),
    of: read("of"),
    compares: read("compare") === "1",
    figure: read("figure"),
    asTable: read("table") === "1",
    sort: read("sort"),
    behind: behind && { figure: behind[1], key: behind[2] },
  };
}
