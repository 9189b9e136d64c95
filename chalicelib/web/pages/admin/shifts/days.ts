/** Days, weeks and hours of a roster, and what is lacking in them. Pure. */
import type { Break, HourView, KindView, RosterLine, Shift, ShiftForm } from "../../desk/operations.ts";

const DAY_MS = 86_400_000;
export const DAY = 1440;

const stamp = (day: string): number => Date.parse(`${day}T00:00:00Z`);

export const plusDays = (day: string, number: number): string =>
  new Date(stamp(day) + number * DAY_MS).toISOString().slice(0, 10);

/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(stamp(day)).getUTCDay() + 6) % 7;

export const mondayOf = (day: string): string => plusDays(day, -weekdayOf(day));

export const daysOf = (monday: string): string[] => [0, 1, 2, 3, 4, 5, 6].map((number) => plusDays(monday, number));

/** The Mondays of the weeks that a month touches. */
export function mondaysOf(month: string): string[] {
  const first = `${month}-01`;
  const mondays = [mondayOf(first)];
  while (plusDays(mondays.at(-1)!, 7).slice(0, 7) === month) mondays.push(plusDays(mondays.at(-1)!, 7));
  return mondays;
}

/** So many months before or after. */
export function plusMonths(month: string, number: number): string {
  const [year, its] = month.split("-").map(Number);
  const all = year * 12 + its - 1 + number;
  return `${Math.floor(all / 12)}-${`${all % 12 + 1}`.padStart(2, "0")}`;
}

const two = (number: number): string => `${number}`.padStart(2, "0");

/** 08:00; +1 after it where it lies on the next day. */
export const clockOf = (minute: number): string =>
  `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}${minute >= DAY ? "⁺¹" : ""}`;

export const spanOf = (
  { start_minute: start, end_minute: end }: { start_minute: number; end_minute: number },
): string => `${clockOf(start)}–${end === DAY ? "24:00" : clockOf(end)}`;

/** Minutes since 00:00 of what a time field holds. */
export function minutesOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

export const timeOf = (minute: number): string => `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;

/** An end that is not after the start lies on the next day; so do times of breaks before the start. */
export const endAfter = (start: number, end: number): number => end <= start ? end + DAY : end;
export const breakFrom = (start: number, at: number): number => at < start ? at + DAY : at;

export interface BreakTyped {
  from: string;
  to: string;
  minutes: number;
  paid: boolean;
  at_once: number;
}

export function breakOf(start: number, { from, to, ...typed }: BreakTyped): Break {
  const begins = breakFrom(start, minutesOf(from));
  return { ...typed, start_minute: begins, end_minute: endAfter(begins, minutesOf(to)) };
}

export const typedOf = (its: Required<Break>): BreakTyped => ({
  from: timeOf(its.start_minute),
  to: timeOf(its.end_minute),
  minutes: its.minutes,
  paid: its.paid,
  at_once: its.at_once,
});

/** A line's week as it is sent: with this day's shifts in place of those it has. */
export function formsWith(line: Pick<RosterLine, "draft">, day: string, shifts: readonly ShiftForm[]): ShiftForm[] {
  const others = line.draft.filter((each) => each.day !== day).map(asForm);
  return [...others, ...shifts];
}

export const asForm = (
  { day, kind_id: kind, start_minute: start, end_minute: end, pauses = [] }: Shift,
): ShiftForm => ({ day, kind_id: kind, start_minute: start, end_minute: end, pauses });

export const newForm = (kind: Pick<KindView, "kind_id">, day: string): ShiftForm => ({ day, kind_id: kind.kind_id });

export const onDay = (shifts: readonly Shift[] | null, day: string): Shift[] =>
  (shifts ?? []).filter((each) => each.day === day);

const shown = (shifts: readonly Shift[]): string => JSON.stringify(shifts.map(asForm));

/** The days of a line that its agent does not know as they are planned. */
export const changedDays = ({ draft, published }: RosterLine, monday: string): string[] =>
  daysOf(monday).filter((day) => shown(onDay(draft, day)) !== shown(onDay(published, day)));

/** By hour of the week (`1T09`): conversations in such an hour on average, of so many weeks. */
export type Demand = ReadonlyMap<string, number>;

export function demandOf(
  lines: ReadonlyArray<{ key: string; figures: { counts: Record<string, number> } }>,
  weeks: number,
): Demand {
  return new Map(lines.map(({ key, figures }) => [key, (figures.counts.started ?? 0) / weeks]));
}

export interface Gap {
  least: number;
  /** By the rules, and by what came: the more of both. */
  needed: number;
  demand: number | null;
  /** How many are lacking; 0: none. */
  lacking: number;
}

export function gapOf(
  hour: Pick<HourView, "day" | "hour" | "least" | "want">,
  demand: Demand | null,
  perHour: number,
): Gap {
  const came = demand ? demand.get(`${weekdayOf(hour.day) + 1}T${two(hour.hour)}`) ?? 0 : null;
  const needed = Math.max(hour.want, came === null ? 0 : Math.ceil(came / Math.max(perHour, 1) - 1e-9));
  return { least: hour.least, needed, demand: came, lacking: Math.max(needed - hour.least, 0) };
}

/** Working time without breaks that are not paid, in hours. */
export function hoursOf(shifts: readonly Shift[]): number {
  const minutes = shifts.map(({ start_minute: start, end_minute: end, pauses = [] }) => {
    const unpaid = pauses.filter(({ paid }) => paid === false).map((each) => each.end_minute - each.start_minute);
    return end - start - unpaid.reduce((sum, each) => sum + each, 0);
  });
  return Math.round(minutes.reduce((sum, each) => sum + each, 0) / 6) / 10;
}

/** Black or white, whichever is read more easily on this colour. */
export function inkOn(color: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** Where the arrow keys lead in a grid; null: nowhere. */
export function movedTo(
  key: string,
  row: number,
  column: number,
  rows: number,
  columns: number,
): [number, number] | null {
  const steps: Record<string, [number, number]> = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    Home: [row, 0],
    End: [row, columns - 1],
  };
  const to = steps[key];
  return to && to[0] >= 0 && to[0] < rows && to[1] >= 0 && to[1] < columns ? to : null;
}
