/** How times, people and addresses are written. */
import { language, t } from "./i18n.ts";
import { now } from "./time.ts";

type Moment = string | number | Date;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.code} ${name}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language.code, options));
  return formats.get(key)!;
}

const clock = (date: Date): string =>
  dateFormat("clock", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(date);

function day(date: Date): string {
  const sameYear = date.getFullYear() === new Date(now()).getFullYear();
  const year = sameYear ? undefined : "numeric";
  return dateFormat(`day ${sameYear}`, { month: "short", day: "numeric", year }).format(date);
}

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** 0 today, 1 yesterday; by the agent's calendar. */
const daysAgo = (date: Date): number => Math.round((midnight(new Date(now())) - midnight(date)) / 86_400_000);

function dayName(date: Date): string {
  const days = daysAgo(date);
  if (days === 0) return t("time.today");
  return days === 1 ? t("time.yesterday") : day(date);
}

export const clockOf = (at: Moment): string => clock(new Date(at));
export const dayOf = (at: Moment): string => dayName(new Date(at));
export const fullTime = (at: Moment): string =>
  dateFormat("full", { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" }).format(new Date(at));

/** A day of the calendar, such as 2026-11-29, whatever the zone. */
export const dateOf = (day: string): string =>
  dateFormat("date", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

/** Short, for lists: "just now", "5 min ago", "14:05", "yesterday", "Nov 3". */
export function shortTime(at: Moment): string {
  const date = new Date(at);
  const minutes = Math.floor((now() - date.getTime()) / 60_000);
  if (minutes < 1) return t("time.now");
  if (minutes < 60) return t("time.minutes", { count: minutes });
  return daysAgo(date) === 0 ? clock(date) : dayName(date);
}

/** With the hour, for facts: "today 14:05". */
export function dayAndTime(at: Moment): string {
  const date = new Date(at);
  return `${dayName(date)} ${clock(date)}`;
}

/** The same somewhere else, with the year and the place: "Nov 30, 2026, 08:00 China Standard Time". */
export const timeIn = (zone: string, at: Moment): string =>
  dateFormat(`in ${zone}`, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
    timeZoneName: "longGeneric",
  }).format(new Date(at));

export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  const [d, h, m] = parts;
  if (d) return t("duration.days", { d, h });
  if (h) return t("duration.hours", { h, m });
  return m ? t("duration.minutes", { m, s: seconds % 60 }) : t("duration.seconds", { s: seconds % 60 });
}

export const waited = ({ waiting_since, started_at }: { waiting_since: string | null; started_at: string }): string =>
  duration(now() - new Date(waiting_since ?? started_at).getTime());

export const tail = (visitorId: string | null | undefined): string => (visitorId ?? "").slice(-4);

interface OfVisitor {
  visitor?: { name: string | null } | null;
  visitor_name?: string | null;
  visitor_id?: string | null;
}

export function visitorName({ visitor, visitor_name: name, visitor_id: id }: OfVisitor): string {
  return (visitor?.name ?? name) || t("visitor.unnamed", { tail: tail(id) });
}

/** "小李 (1002)". */
export function agentName(agent: { name?: string | null; number?: string | null } | null | undefined): string {
  const name = agent?.name || t("entry.agent");
  return agent?.number ? `${name} (${agent.number})` : name;
}

export function localeName(locale: string): string {
  try {
    return new Intl.DisplayNames([language.code], { type: "language" }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

/** The address if it is one of the web; null for anything else (javascript:, data: …), which stays text. */
export function webAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** An address for reading: without https://, and %E8%8C%B6 as 茶. */
export function readable(address: string): string {
  const short = address.replace(/^https?:\/\/(?=.)/, "");
  try {
    return decodeURI(short);
  } catch {
    return short;
  }
}
