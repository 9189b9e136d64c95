/** What a group's roster must hold, and whether its shifts are binding. */
import { signal } from "@preact/signals";
import type { CoverShown, RulesView } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalTextField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { choosableGroups, type GroupChoice, knownGroups } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";
import { DAY, minutesOf, timeOf } from "./days.ts";

export const WEEKDAYS = ["0", "1", "2", "3", "4", "5", "6"] as const;

interface CoverTyped {
  weekdays: string[];
  from: string;
  to: string;
  least: number;
  skill_id: string;
}

const coverField = (typed: CoverTyped) =>
  new GroupField({
    weekdays: new TicksField({ value: typed.weekdays, choices: WEEKDAYS, required: true }),
    from: new TextField({ value: typed.from, required: true }),
    to: new TextField({ value: typed.to, required: true }),
    least: new NumberField({ value: typed.least, required: true }),
    skill_id: new ChoiceField<string>({ value: typed.skill_id }),
  });

export type CoverField = ReturnType<typeof coverField>;

const typed = (cover: CoverShown): CoverTyped => ({
  weekdays: cover.weekdays.map(String),
  from: timeOf(cover.start_minute),
  to: timeOf(cover.end_minute),
  least: cover.least,
  skill_id: cover.skill_id ?? "",
});

const fieldsOf = (rules: RulesView) => ({
  binding: new TickField(rules.binding),
  last_minutes: new NumberField({ value: rules.last_minutes, required: true }),
  rest_hours: new NumberField({ value: rules.rest_minutes / 60, required: true }),
  rest_forbids: new TickField(rules.rest_forbids),
  week_hours: new NumberField({ value: rules.week_minutes / 60, required: true }),
  week_forbids: new TickField(rules.week_forbids),
  skill_forbids: new TickField(rules.skill_forbids),
  per_hour: new NumberField({ value: rules.per_hour, required: true }),
  country: new OptionalTextField({ value: rules.country }),
  cover: new ListField<CoverTyped, CoverField>({
    value: rules.cover.map(typed),
    make: coverField,
    blank: () => ({ weekdays: ["0", "1", "2", "3", "4"], from: "09:00", to: "18:00", least: 1, skill_id: "" }),
  }),
  cover_forbids: new TickField(rules.cover_forbids),
});

export type RulesFields = ReturnType<typeof fieldsOf>;

export interface Seen {
  groups: GroupChoice[];
  chosen: string;
  form: Form<RulesFields, RulesView>;
}

export class GroupRules {
  readonly #group = signal<string | null>(null);
  readonly reading: Reading<Seen | null> = new Reading(() => this.#read());

  constructor(private readonly done: (rules: RulesView) => void) {}

  readonly choose = (id: string): void => {
    this.#group.value = id;
    void this.reading.reload();
  };

  async #read(): Promise<Seen | null> {
    const groups = choosableGroups(await knownGroups());
    const chosen = this.#group.peek() ?? groups[0]?.group_id;
    if (!chosen) return null;
    let rules = await asking.readRules(chosen);
    const form = new Form<RulesFields, RulesView>({
      name: `shift-rules.${chosen}`,
      fields: fieldsOf(rules),
      send: async (values) => {
        const { rest_hours: rest, week_hours: week, cover, country, ...others } = values;
        const body = {
          ...others,
          country: country?.toUpperCase() ?? null,
          rest_minutes: Math.round(rest * 60),
          week_minutes: Math.round(week * 60),
          cover: cover.map((each) => ({
            weekdays: each.weekdays.map(Number),
            start_minute: minutesOf(each.from),
            end_minute: minutesOf(each.to) || DAY,
            least: each.least,
            skill_id: each.skill_id || null,
          })),
          version: rules.version,
        };
        rules = await asking.updateRules(chosen, body);
        return rules;
      },
      newest: async () => {
        rules = await asking.readRules(chosen);
        return valuesOf(fieldsOf(rules));
      },
      done: this.done,
    });
    return { groups, chosen, form };
  }
}
