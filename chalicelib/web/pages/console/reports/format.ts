/** How figures, and the keys they stand under, are written. */
import { duration } from "../../desk/format.ts";
import { isKnown, language, t } from "../../desk/i18n.ts";
import type { Difference, Figure, Unit } from "./figures.ts";
import type { By } from "./view.ts";

export const NONE = "–";
const NOBODY = "-";

const number = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(language.code, options).format(value);

/** A value of a figure, in its unit. */
export function written(unit: Unit, value: number | null | undefined): string {
  if (value === null || value === undefined) return NONE;
  switch (unit) {
    case "share":
      return number(value, { style: "percent", maximumFractionDigits: 1 });
    case "seconds":
      return seconds(value);
    case "hours":
      return t("reports.hours", { count: number(value, { maximumFractionDigits: 1 }) });
    case "rate":
    case "average":
      return number(value, { minimumFractionDigits: 1, maximumFractionDigits: 2 });
    default:
      return number(value);
  }
}

function seconds(value: number): string {
  return value > 0 && value < 10 && value % 1
    ? t("duration.seconds", { s: number(value, { maximumFractionDigits: 1 }) })
    : duration(Math.round(value) * 1000);
}

/** The same beside a scale, where there is little room. */
export function brief(unit: Unit, value: number): string {
  if (unit !== "seconds") {
    return unit === "share" ? number(value, { style: "percent" }) : number(value, { notation: "compact" });
  }
  if (value < 60) return t("reports.brief.seconds", { count: number(value) });
  if (value < 3600) return t("reports.brief.minutes", { count: number(value / 60, { maximumFractionDigits: 1 }) });
  return t("reports.brief.hours", { count: number(value / 3600, { maximumFractionDigits: 1 }) });
}

export function writtenDifference(difference: Difference): string {
  const { value, unit } = difference;
  const shown = value > 9.99 ? 9.99 : value;
  const sign = { signDisplay: "exceptZero" } as const;
  if (unit === "points") {
    return t("reports.points", { count: number(shown * 100, { ...sign, maximumFractionDigits: 1 }) });
  }
  return (value > shown ? ">" : "") + number(shown, { ...sign, style: "percent", maximumFractionDigits: 0 });
}

export const titleOf = (figure: Figure): string => language.code === "en" ? figure.en : figure.zh;
export const meaningOf = (figure: Figure): string => language.code === "en" ? figure.en_meaning : figure.zh_meaning;

/** Dates have no zone here: they are days on the desk's clock. */
const date = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language.code, { ...options, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));

export const dayShort = (day: string): string => date(day, { month: "numeric", day: "numeric" });
export const dayWritten = (day: string): string => date(day, { year: "numeric", month: "short", day: "numeric" });
/** 1 is Monday. */
export const weekday = (number: number, width: "short" | "long" = "short"): string =>
  date(`2024-01-0${number}`, { weekday: width });

/** What a key means; `name`: what the desk calls it. */
export function keyWritten(by: By, key: string, name: string | null): string {
  switch (by) {
    case "hour":
      return `${date(key.slice(0, 10), { month: "short", day: "numeric" })} ${key.slice(11)}:00`;
    case "day":
      return date(key, { month: "short", day: "numeric", weekday: "short" });
    case "week":
      return t("reports.week_of", { day: date(key, { month: "short", day: "numeric" }) });
    case "month":
      return date(`${key}-01`, { year: "numeric", month: "long" });
    case "clock":
      return `${weekday(Number(key[0]))} ${key.slice(2)}:00`;
    default:
      return thing(by, key, name);
  }
}

function thing(by: By, key: string, name: string | null): string {
  if (key === NOBODY) return t(`reports.nobody.${by === "category" || by === "department" ? by : "agent"}`);
  const known = `reports.${by}.${key}`;
  if (["level", "source", "type", "priority"].includes(by) && isKnown(known)) return t(known);
  return name || key;
}

/** The same where there is little room. */
export function keyBrief(by: By, key: string): string {
  switch (by) {
    case "hour":
      return `${key.slice(11)}:00`;
    case "month":
      return date(`${key}-01`, { year: "2-digit", month: "short" });
    case "day":
    case "week":
      return dayShort(key);
    default:
      return keyWritten(by, key, null);
  }
}
