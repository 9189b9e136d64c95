/** What arrives beside who is there for it: by the hours of some days, or by the hours of a usual day. Pure. */
import type { FiguresLineView, SumsView } from "../../desk/operations.ts";
import { type Days, lengthOf } from "./periods.ts";
import type { View } from "./view.ts";

export interface Staffed {
  /** An hour of a day (2026-11-29T09), or of every day (09). */
  key: string;
  /** How many came; on average, of every day. */
  arrivals: number;
  /** How many agents were there, online or busy, on average. */
  staff: number;
}

/** What arrives is what visitors began; of people what was given to them. */
export const arrivingOf = (ofPeople: boolean): "started" | "assigned" => ofPeople ? "assigned" : "started";

/** Whether a view has hours to be told apart. */
export const isByHours = ({ by }: Pick<View, "by">): boolean => by === "hour" || by === "clock";

const staffIn = (sums: SumsView): number => sums.hours.staff_time ?? 0;

export function staffedOf(
  view: Pick<View, "by">,
  days: Days,
  lines: readonly FiguresLineView[],
  arriving: "started" | "assigned",
): Staffed[] {
  if (view.by === "hour") {
    return lines.map(({ key, figures }) => ({ key, arrivals: figures.counts[arriving] ?? 0, staff: staffIn(figures) }));
  }
  const hours = new Map<string, Staffed>();
  for (const { key, figures } of lines) {
    const hour = key.slice(2);
    const former = hours.get(hour) ?? { key: hour, arrivals: 0, staff: 0 };
    const [arrivals, staff] = [former.arrivals + (figures.counts[arriving] ?? 0), former.staff + staffIn(figures)];
    hours.set(hour, { key: hour, arrivals, staff });
  }
  const length = lengthOf(days);
  return [...hours.values()].sort((a, b) => a.key < b.key ? -1 : 1)
    .map(({ key, arrivals, staff }) => ({ key, arrivals: arrivals / length, staff: staff / length }));
}

/** How many came for each agent who was there, by the hours of the week; null where nobody was there. */
export function perAgent(
  lines: readonly FiguresLineView[],
  arriving: "started" | "assigned",
): Map<string, number | null> {
  return new Map(lines.map(({ key, figures }) => {
    const [arrivals, staff] = [figures.counts[arriving] ?? 0, staffIn(figures)];
    return [key, staff > 0 ? arrivals / staff : null];
  }));
}

/** How many came while nobody was there, in all these lines. */
export const unattended = (lines: readonly FiguresLineView[], arriving: "started" | "assigned"): number =>
  lines.reduce((sum, { figures }) => sum + (staffIn(figures) > 0 ? 0 : figures.counts[arriving] ?? 0), 0);
