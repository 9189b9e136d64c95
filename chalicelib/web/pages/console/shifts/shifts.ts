/** One's own shifts: how one stands now, a week at a time, what was published lately, and the calendar's address. */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";
import type { OwnShifts, SpanView, TodayView, ToldView } from "../../desk/operations.ts";

const DAY_MS = 86_400_000;

export interface Asking {
  today: () => Promise<TodayView>;
  week: (monday: string) => Promise<OwnShifts>;
  seen: (told: ToldView) => Promise<unknown>;
  address: () => Promise<{ url: string | null }>;
  newAddress: () => Promise<{ url: string | null }>;
  noAddress: () => Promise<unknown>;
}

const DESK: Asking = {
  today: () => insist(() => ask(operations.readShiftsToday, {})),
  week: (from) => insist(() => ask(operations.readOwnShifts, { query: { from } })),
  seen: ({ group_id, week, version }) => insist(() => ask(operations.seeShifts, { body: { group_id, week, version } })),
  address: () => insist(() => ask(operations.readCalendarAddress, {})),
  newAddress: () => ask(operations.makeCalendarAddress, { body: { language: language.code } }),
  noAddress: () => insist(() => ask(operations.takeBackCalendarAddress, {})),
};

const plusDays = (day: string, number: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + number * DAY_MS).toISOString().slice(0, 10);

/** The date there at that moment. */
export const dayIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" })
    .format(new Date(at));

export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return plusDays(day, -weekday);
}

export const daysOf = (monday: string): string[] => [0, 1, 2, 3, 4, 5, 6].map((number) => plusDays(monday, number));

/** The shift that runs, or else the next one. */
export function presentOf(spans: readonly SpanView[], at: string): { span: SpanView; runs: boolean } | null {
  const next = spans.find(({ until }) => Date.parse(until) > Date.parse(at));
  return next ? { span: next, runs: Date.parse(next.since) <= Date.parse(at) } : null;
}

export class Shifts {
  readonly #today = signal<TodayView | null>(null);
  readonly #week = signal<OwnShifts | null>(null);
  readonly #monday = signal<string | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #address = signal<string | null>(null);
  #turn = 0;

  constructor(private readonly asking: Asking = DESK) {}

  get today(): TodayView | null {
    return this.#today.value;
  }

  get week(): OwnShifts | null {
    return this.#week.value;
  }

  /** The Monday of the week that is shown. */
  get monday(): string | null {
    return this.#monday.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get address(): string | null {
    return this.#address.value;
  }

  readonly look = async (): Promise<void> => {
    await this.#try(async () => {
      const [today, { url }] = await Promise.all([this.asking.today(), this.asking.address()]);
      this.#today.value = today;
      this.#address.value = url;
      this.#monday.value ??= mondayOf(dayIn(today.time_zone, today.at));
    });
    await this.#readWeek();
  };

  /** The week before, or after. */
  readonly step = async (number: number): Promise<void> => {
    const monday = this.#monday.peek();
    if (!monday) return;
    this.#monday.value = plusDays(monday, 7 * number);
    await this.#readWeek();
  };

  /** What was published is seen; what comes after is news again. */
  readonly see = (told: ToldView): Promise<void> =>
    this.#try(async () => {
      await this.asking.seen(told);
      this.#today.value = await this.asking.today();
    });

  readonly newAddress = (): Promise<void> =>
    this.#try(async () => {
      this.#address.value = (await this.asking.newAddress()).url;
    });

  readonly noAddress = (): Promise<void> =>
    this.#try(async () => {
      await this.asking.noAddress();
      this.#address.value = null;
    });

  async #readWeek(): Promise<void> {
    const monday = this.#monday.peek();
    if (!monday) return;
    const turn = ++this.#turn;
    await this.#try(async () => {
      const week = await this.asking.week(monday);
      if (turn === this.#turn) this.#week.value = week;
    });
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#problem.value = null;
    } catch (problem) {
      this.#problem.value = problem as Problem;
    }
  }
}
