/** A period of days that is looked at: this week, this month, the last thirty days, or one's own. */
import { signal } from "@preact/signals";
import { now } from "../../desk/time.ts";

export const PERIODS = ["week", "month", "days30", "own"] as const;
export type PeriodName = typeof PERIODS[number];
export const MOST_DAYS = 92;

/** Both days belong to it: 2026-11-23. */
export interface Bounds {
  from: string;
  to: string;
}

const two = (number: number): string => `${number}`.padStart(2, "0");
const written = (date: Date): string => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

export function daysFrom(day: string, count: number): string {
  const [year, month, number] = day.split("-").map(Number);
  return written(new Date(year, month - 1, number + count));
}

/** Up to the day `to`. */
export function boundsOf(period: PeriodName, to: string): Bounds {
  const [year, month, number] = to.split("-").map(Number);
  const sinceMonday = (new Date(year, month - 1, number).getDay() + 6) % 7;
  if (period === "week") return { from: daysFrom(to, -sinceMonday), to };
  return { from: period === "month" ? `${to.slice(0, 8)}01` : daysFrom(to, -29), to };
}

/** What was typed stays; the other end comes along when the period would be too long, or end before it begins. */
export function withEnd({ from, to }: Bounds, typed: keyof Bounds): Bounds {
  const longest = daysFrom(from, MOST_DAYS - 1);
  if (typed === "from" && to > longest) return { from, to: longest };
  if (typed === "from" && to < from) return { from, to: from };
  if (typed === "to" && to > longest) return { from: daysFrom(to, 1 - MOST_DAYS), to };
  return typed === "to" && to < from ? { from: to, to } : { from, to };
}

export class Period {
  #today = written(new Date(now()));
  readonly #chosen = signal<PeriodName>("days30");
  readonly #bounds = signal(boundsOf("days30", this.#today));

  /** `changed` hears when another period is chosen. */
  constructor(private readonly changed: () => void = () => {}) {}

  get chosen(): PeriodName {
    return this.#chosen.value;
  }

  get bounds(): Bounds {
    return this.#bounds.value;
  }

  /** Nothing for the last thirty days: where the desk is it may be another day than here. */
  get asked(): Partial<Bounds> {
    return this.chosen === "days30" ? {} : this.bounds;
  }

  /** Hears up to which day the last thirty went. */
  learn({ from, to }: Bounds): void {
    if (this.#chosen.peek() !== "days30") return;
    this.#today = to;
    this.#bounds.value = { from, to };
  }

  choose(period: PeriodName): void {
    this.#chosen.value = period;
    if (period === "own") return;
    this.#bounds.value = boundsOf(period, this.#today);
    this.changed();
  }

  type(end: keyof Bounds, day: string): void {
    if (!day) return;
    this.#bounds.value = withEnd({ ...this.bounds, [end]: day }, end);
    this.changed();
  }
}
