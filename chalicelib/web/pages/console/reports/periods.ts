/** Days on the desk's clock, as 2026-11-29: the usual periods, and the period before one. Pure. */

export const PRESETS = ["today", "yesterday", "7d", "30d", "month", "last_month", "days"] as const;
export type Preset = typeof PRESETS[number];

/** Both included. */
export interface Days {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;

export const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

export const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** How many days there are from the first to the last. */
export const lengthOf = ({ from, to }: Days): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

const firstOf = (day: string): string => `${day.slice(0, 7)}-01`;
const isFirst = (day: string): boolean => day.endsWith("-01");
const isLast = (day: string): boolean => isFirst(shifted(day, 1));

/** The days of a usual period, on this day; of one that is no usual one, those that were chosen. */
export function daysOf(preset: Preset, today: string, chosen: Days): Days {
  switch (preset) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: shifted(today, -1), to: shifted(today, -1) };
    case "7d":
      return { from: shifted(today, -6), to: today };
    case "30d":
      return { from: shifted(today, -29), to: today };
    case "month":
      return { from: firstOf(today), to: today };
    case "last_month": {
      const to = shifted(firstOf(today), -1);
      return { from: firstOf(to), to };
    }
    case "days":
      return chosen;
  }
}

/**
 * The period before, to be compared with: of whole months the months before, of the first days of a month the same days of
 * the month before, of all else as many days before it.
 */
export function before(days: Days): Days {
  if (isFirst(days.from) && isLast(days.to)) return monthsBefore(days);
  if (isFirst(days.from) && days.from.slice(0, 7) === days.to.slice(0, 7)) {
    const last = shifted(days.from, -1);
    const same = shifted(firstOf(last), lengthOf(days) - 1);
    return { from: firstOf(last), to: same < last ? same : last };
  }
  const length = lengthOf(days);
  return { from: shifted(days.from, -length), to: shifted(days.to, -length) };
}

function monthsBefore({ from, to }: Days): Days {
  const numberOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const begins = numberOf(from) * 2 - numberOf(to) - 1;
  const month = `${String(Math.floor(begins / 12)).padStart(4, "0")}-${String(begins % 12 + 1).padStart(2, "0")}`;
  return { from: `${month}-01`, to: shifted(from, -1) };
}
