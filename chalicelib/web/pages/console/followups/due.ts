/** How near or how late something is, in words. */
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { now, ticked } from "../../desk/time.ts";

const HOUR = 60;
const DAY = 24 * HOUR;

/** "due in 20 min", "due in 5 h", "due Nov 30 10:00", "25 min late". */
export function dueWords(at: string): string {
  const minutes = Math.floor((new Date(at).getTime() - ticked()) / 60_000);
  if (minutes < 0) return t("due.late", { span: spanOf(-minutes) });
  return minutes < DAY ? t("due.in", { span: spanOf(minutes) }) : t("due.on", { time: dayAndTime(at) });
}

function spanOf(minutes: number): string {
  if (minutes < HOUR) return t("span.minutes", { count: Math.max(1, minutes) });
  if (minutes < DAY) return t("span.hours", { hours: Math.floor(minutes / HOUR), minutes: minutes % HOUR });
  return t("span.days", { count: Math.floor(minutes / DAY) });
}

const two = (number: number): string => String(number).padStart(2, "0");

/** A moment as <input type="datetime-local"> has it: in the browser's zone, to the minute. */
export function localTime(date: Date): string {
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The same back, in RFC 3339; null for what is no time. */
export function momentOf(local: string): string | null {
  const date = new Date(local);
  return local && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}

/** So many days on, at that hour of the browser's clock. */
export function dayAt(days: number, hour: number): Date {
  const date = new Date(now());
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date;
}
