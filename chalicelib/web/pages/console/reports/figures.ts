/** What figures are: their values in sums, how these are written and compared, and in which section they stand. Pure. */
import type { DefinitionView, SumsView, TimesView } from "../../desk/operations.ts";

export type Unit = DefinitionView["unit"];

export type Figure = DefinitionView;

/** Sections in their order, as definitions name them; what is in none of these is in the last. */
const NAMED = [
  "conversations",
  "service",
  "satisfaction",
  "messages",
  "tickets",
  "afterwards",
  "staff",
  "notices",
] as const;
export const SECTIONS = ["overview", ...NAMED, "more"] as const;
export type Section = typeof SECTIONS[number];

const OVERVIEW = [
  "started",
  "served",
  "answer_rate",
  "first_answer",
  "wait",
  "handling",
  "first_contact",
  "satisfied",
  "score",
  "left_message",
  "deadlines_in_time",
];

/** What is nobody's yet when it happens: figures of people have none of it. */
const OF_NOBODY = ["started", "queued"];

export const sectionOf = ({ section }: Pick<Figure, "section">): Section =>
  NAMED.find((each) => each === section) ?? "more";

/** The figures of a section, in the order of their definitions; `ofPeople`: as far as people have them. */
export function figuresIn(section: string, every: readonly Figure[], ofPeople = false): Figure[] {
  const figures = every.filter(({ name }) => !ofPeople || !OF_NOBODY.includes(name));
  if (section !== "overview") return figures.filter((each) => sectionOf(each) === section);
  const chosen = OVERVIEW.map((name) => figures.find((each) => each.name === name));
  return chosen.filter((each) => each !== undefined);
}

/** The sections that have anything. */
export const sectionsOf = (figures: readonly Figure[]): Section[] =>
  SECTIONS.filter((section) => figuresIn(section, figures).length > 0);

export const timesOf = (sums: SumsView | null | undefined, figure: Figure): TimesView | null =>
  sums?.times[figure.name] ?? null;

/** Its value: a number, a share of 1, the median of seconds; null where there is nothing to say. */
export function valueOf(sums: SumsView | null | undefined, figure: Figure): number | null {
  if (!sums) return null;
  switch (figure.unit) {
    case "count":
      return sums.counts[figure.name] ?? 0;
    case "share":
      return sums.shares[figure.name] ?? null;
    case "seconds":
      return sums.times[figure.name]?.p50 ?? null;
    case "hours":
      return sums.hours[figure.name] ?? null;
    case "rate":
      return sums.rates[figure.name] ?? null;
    case "average":
      return (sums as unknown as { [name: string]: number | null })[figure.name] ?? null;
    default:
      return null;
  }
}

/** Whether there is anything to be listed behind it, for whoever looks. */
export function isBacked(sums: SumsView | null | undefined, figure: Figure): boolean {
  const value = valueOf(sums, figure);
  return figure.lists && (figure.unit === "count" || figure.unit === "hours" ? Boolean(value) : value !== null);
}

export interface Difference {
  /** Of counts, seconds and averages a share of what was; of shares points (0.05: five more of a hundred). */
  value: number;
  unit: "share" | "points";
}

/** How much more it is than before; null where there is nothing to compare with. */
export function difference(unit: Unit, present: number | null, former: number | null): Difference | null {
  if (present === null || former === null) return null;
  if (unit === "share") return { value: present - former, unit: "points" };
  return former === 0 ? null : { value: present / former - 1, unit: "share" };
}

/** Lines in the order that was asked for; those without a value stand last, whichever way. */
export function sorted<Line>(lines: readonly Line[], valueOf: (line: Line) => number | string | null, down: boolean) {
  return lines.map((line) => ({ line, value: valueOf(line) })).sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    const order = typeof a.value === "string" || typeof b.value === "string"
      ? String(a.value).localeCompare(String(b.value))
      : a.value - b.value;
    return down ? -order : order;
  }).map(({ line }) => line);
}
