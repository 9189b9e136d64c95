/** When a plan is open: spans of the week, breaks, a country's holidays, and days of one's own. */
import { signal } from "@preact/signals";
import type { HoursView, OwnDayView } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Field, TextField, type ValuesOf } from "../parts/fields.ts";
import type { Places } from "../parts/problem.ts";
import { SpansField } from "./spans.ts";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = typeof DAYS[number];
const WEEKDAYS: readonly Day[] = DAYS.slice(0, 5);

const USUAL: HoursView = {
  weekly: Object.fromEntries(DAYS.map((day) => [day, WEEKDAYS.includes(day) ? [["09:00", "18:00"]] : []])),
  breaks: [],
  country: "CN",
  exceptions: [],
};

export const ownDay = (its: OwnDayView) =>
  new GroupField({
    date: new TextField({ value: its.date }),
    name: new TextField({ value: its.name }),
    spans: new SpansField(its.spans),
  });

const parts = () => ({
  weekly: new GroupField(Object.fromEntries(DAYS.map((day) => [day, new SpansField()])) as Record<Day, SpansField>),
  breaks: new SpansField(),
  country: new ChoiceField<string | null>({ value: null }),
  exceptions: new ListField<OwnDayView, ReturnType<typeof ownDay>>({
    make: ownDay,
    blank: () => ({ date: "", name: "", spans: [] }),
  }),
});

type HoursParts = ReturnType<typeof parts>;

/** Null is always open. */
export class HoursField extends Field<HoursView | null> {
  readonly #always = signal(true);
  readonly #all = new GroupField(parts());

  constructor(hours: HoursView | null | undefined) {
    super();
    this.write(hours);
  }

  get parts(): HoursParts {
    return this.#all.parts;
  }

  get always(): boolean {
    return this.#always.value;
  }

  set always(always: boolean) {
    this.#always.value = always;
  }

  read(): HoursView | null {
    return this.always ? null : this.#all.read();
  }

  write(hours: HoursView | null | undefined): void {
    this.always = !hours;
    this.#all.write((hours ?? USUAL) as ValuesOf<HoursParts>);
  }

  override get wrong(): string {
    return this.#all.wrong;
  }

  override tell(places: Places): void {
    this.#all.tell(places);
  }

  override focus(): void {
    if (this.always) super.focus();
    else this.#all.focus();
  }

  copyMonday(): void {
    const { mon } = this.parts.weekly.read();
    this.parts.weekly.write(Object.fromEntries(WEEKDAYS.map((day) => [day, mon])));
  }
}
