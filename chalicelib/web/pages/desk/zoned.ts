/** Moments on the clock of the desk: as a field of the browser has them (2026-11-29T09:00), and in words. */
import { signal } from "@preact/signals";
import { language, t } from "./i18n.ts";
import { now } from "./time.ts";

const DAY = 86_400_000;

/** A moment as the clock there shows it; empty for none. */
export function clockIn(zone: string, moment: string | null | undefined): string {
  if (!moment) return "";
  const said = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(moment));
  return said.replace(" ", "T");
}

/** The moment at which the clock there shows this; null for none. What a change of clocks leaves out is just behind it. */
export function momentIn(zone: string, clock: string): string | null {
  if (!clock) return null;
  const wanted = Date.parse(`${clock}:00Z`);
  let at = wanted;
  for (let tries = 0; tries < 2; tries += 1) {
    at += wanted - Date.parse(`${clockIn(zone, new Date(at).toISOString())}:00Z`);
  }
  return new Date(at).toISOString();
}

const known = signal<string | null>(null);

/** The desk's zone, as soon as it is known (`zone.ts`); until then that of the browser. */
export const deskZone = (): string => known.value ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

export function learnZone(zone: string): void {
  known.value = zone;
}

/** "14:05" at the desk. */
export const clockThere = (at: string): string => clockIn(deskZone(), at).slice(11);

/** "today 14:05" at the desk, on its calendar. */
export function dayAndTimeThere(at: string): string {
  const there = clockIn(deskZone(), at).slice(0, 10);
  const days = (Date.parse(clockIn(deskZone(), new Date(now()).toISOString()).slice(0, 10)) - Date.parse(there)) / DAY;
  const day = days === 0 ? t("time.today") : days === 1 ? t("time.yesterday") : dayOfYear(there);
  return `${day} ${clockThere(at)}`;
}

function dayOfYear(day: string): string {
  const present = clockIn(deskZone(), new Date(now()).toISOString());
  const year = day.slice(0, 4) === present.slice(0, 4) ? undefined : "numeric";
  return new Intl.DateTimeFormat(language.code, { month: "short", day: "numeric", year, timeZone: "UTC" })
    .format(new Date(`${day}T00:00:00Z`));
}
