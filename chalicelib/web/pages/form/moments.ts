/** Moments as people say them, in the visitor's own time. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** `isElsewhere`: where the desk stands it is another time of day. */
export interface Soon {
  day: string;
  time: string;
  isElsewhere: boolean;
}

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

const clockIn = (locale: string, timeZone?: string) =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });

/** {day: "tomorrow", time: "09:00"} */
export function soon(at: Date, locale: string, timeZone: string, now = new Date()): Soon {
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  const time = clockIn(locale).format(at);
  const named = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
  const dated = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", weekday: "long" }).format(at);
  return { day: days <= 1 ? named : dated, time, isElsewhere: clockIn(locale, timeZone).format(at) !== time };
}

export function moment(at: string, locale: string, now = new Date()): string {
  const date = new Date(at);
  const shape: Intl.DateTimeFormatOptions = {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  };
  if (date.getFullYear() !== now.getFullYear()) shape.year = "numeric";
  return new Intl.DateTimeFormat(locale, shape).format(date);
}
