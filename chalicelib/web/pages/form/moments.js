// Moments as people say them, in the visitor's own time.

const DAY_MS = 24 * 60 * 60 * 1000;

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

const clockIn = (locale, timeZone) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });

/** {day: "tomorrow", time: "09:00", isElsewhere}; isElsewhere: where the desk stands it is another time of day. */
export function soon(at, locale, timeZone, now = new Date()) {
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  const time = clockIn(locale).format(at);
  const named = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
  const dated = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", weekday: "long" }).format(at);
  return { day: days <= 1 ? named : dated, time, isElsewhere: clockIn(locale, timeZone).format(at) !== time };
}

export function moment(at, locale, now = new Date()) {
  const date = new Date(at);
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
  const shape = { ...year, month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(locale, shape).format(date);
}
