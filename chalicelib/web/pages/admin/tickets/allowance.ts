/** So much time, as people say it: a number, its unit, and whether only opening hours count. */
import type { Allowance, AllowanceShown } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import { ChoiceField, Field, OptionalNumberField } from "../parts/fields.ts";
import type { Places } from "../parts/problem.ts";

type Time = AllowanceShown["time"];

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
export type Unit = keyof typeof SECONDS;
export const UNITS = Object.keys(SECONDS) as Unit[];
export const TIMES: readonly Time[] = ["working", "calendar"];

/** The largest unit in which it is a whole number; a single day is said in hours. Pure. */
export function unitOf(seconds: number): Unit {
  const fits = (unit: Unit) => seconds % SECONDS[unit] === 0;
  if (fits("days") && seconds > SECONDS.days) return "days";
  return fits("hours") ? "hours" : fits("minutes") ? "minutes" : "seconds";
}

/** "2 hours". */
export function lengthOf({ seconds }: { seconds: number }): string {
  const unit = unitOf(seconds);
  return t(`allowance.${unit}`, { count: seconds / SECONDS[unit] });
}

/** "2 opening hours", "30 minutes by the clock". */
export const allowanceWords = (allowance: AllowanceShown): string =>
  t(`allowance.of.${allowance.time}`, { length: lengthOf(allowance) });

/** Nothing in place of an empty number. */
export class AllowanceField extends Field<Allowance | null> {
  readonly number = new OptionalNumberField();
  readonly unit = new ChoiceField<Unit>({ value: "hours" });
  readonly time = new ChoiceField<Time>({ value: "working" });

  constructor(allowance: AllowanceShown | Allowance | null = null) {
    super();
    this.write(allowance);
  }

  read(): AllowanceShown | null {
    const number = this.number.read();
    if (number === null) return null;
    return { seconds: Math.round(number * SECONDS[this.unit.read()]), time: this.time.read() };
  }

  write(allowance: AllowanceShown | Allowance | null | undefined): void {
    const unit = allowance ? unitOf(allowance.seconds) : "hours";
    this.number.write(allowance ? allowance.seconds / SECONDS[unit] : null);
    this.unit.write(unit);
    this.time.write(allowance?.time ?? "working");
  }

  override get wrong(): string {
    return this.number.wrong;
  }

  override tell(places: Places): void {
    this.number.tell(places);
  }

  override focus(): void {
    this.number.focus();
  }
}
