/** The form of a rota: when who is called, one after the other. */
import type { ChangeRota, Override, RotaView, Turn } from "./types.ts";
import { language } from "../../desk/i18n.ts";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import type { GroupChoice, Person } from "../parts/people.ts";

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
const DAY = 24 * 60;

export interface Known {
  groups: GroupChoice[];
  agents: Person[];
}

const BLANK: Omit<RotaView, "rota_id" | "version" | "now"> = {
  name: "",
  group_ids: [],
  turns: [],
  overrides: [],
  country: "",
  step_minutes: 10,
  gather_minutes: 15,
  visitors: true,
  messages: false,
  tickets: true,
  active: true,
  language: "zh-CN",
};

const two = (number: number): string => `${number}`.padStart(2, "0");

/** Minutes of a day's clock, also of the next day, as people write them. */
export const clockOf = (minute: number): string => `${two(Math.floor(minute % DAY / 60))}:${two(minute % 60)}`;

export function minuteOf(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** An end that is not behind the start is on the next day. */
export function spanOf(start: string, end: string): { start_minute: number; end_minute: number } {
  const [from, to] = [minuteOf(start), minuteOf(end)];
  return { start_minute: from, end_minute: to > from ? to : to + DAY };
}

/** A moment as a field of the browser has it, on the clock of this computer, and back. */
export function localOf(moment: string): string {
  const at = new Date(moment);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
const momentOf = (local: string): string => local ? new Date(local).toISOString() : local;

const chainOf = (ids: string[], agents: readonly Person[]) =>
  new ListField<string, ChoiceField<string>>({
    value: ids,
    make: (id) => new ChoiceField<string>({ value: id }),
    blank: (others) => agents.find(({ agent_id: id }) => !others.includes(id))?.agent_id ?? "",
    isBlank: (field) => !field.read(),
  });

interface TurnValue {
  weekdays: string[];
  on_holidays: boolean;
  start: string;
  end: string;
  agent_ids: string[];
}

interface OverrideValue {
  since: string;
  until: string;
  agent_ids: string[];
}

const turnField = (agents: readonly Person[]) => (turn: TurnValue) =>
  new GroupField({
    weekdays: new TicksField({ value: turn.weekdays, choices: WEEKDAYS.map(String) }),
    on_holidays: new TickField(turn.on_holidays),
    start: new TextField({ value: turn.start, required: true }),
    end: new TextField({ value: turn.end, required: true }),
    agent_ids: chainOf(turn.agent_ids, agents),
  });

const overrideField = (agents: readonly Person[]) => (override: OverrideValue) =>
  new GroupField({
    since: new TextField({ value: override.since, required: true }),
    until: new TextField({ value: override.until, required: true }),
    agent_ids: chainOf(override.agent_ids, agents),
  });

export type TurnFields = ReturnType<ReturnType<typeof turnField>>["parts"];
export type OverrideFields = ReturnType<ReturnType<typeof overrideField>>["parts"];

const turnValue = (turn: Turn): TurnValue => ({
  weekdays: turn.weekdays.map(String),
  on_holidays: turn.on_holidays,
  start: clockOf(turn.start_minute),
  end: clockOf(turn.end_minute),
  agent_ids: [...turn.agent_ids],
});

const fieldsOf = (rota: typeof BLANK, { groups, agents }: Known) => ({
  name: new TextField({ value: rota.name, required: true }),
  active: new TickField(rota.active),
  group_ids: new TicksField({ value: rota.group_ids, choices: groups.map(({ group_id: id }) => id) }),
  turns: new ListField<TurnValue, ReturnType<ReturnType<typeof turnField>>>({
    value: rota.turns.map(turnValue),
    make: turnField(agents),
    blank: () => ({
      weekdays: WEEKDAYS.map(String),
      on_holidays: false,
      start: "18:00",
      end: "08:00",
      agent_ids: agents.slice(0, 1).map(({ agent_id: id }) => id),
    }),
  }),
  country: new ChoiceField<string>({ value: rota.country }),
  overrides: new ListField<OverrideValue, ReturnType<ReturnType<typeof overrideField>>>({
    value: rota.overrides.map((each) => ({ ...each, since: localOf(each.since), until: localOf(each.until) })),
    make: overrideField(agents),
    blank: () => ({ since: "", until: "", agent_ids: agents.slice(0, 1).map(({ agent_id: id }) => id) }),
  }),
  visitors: new TickField(rota.visitors),
  messages: new TickField(rota.messages),
  tickets: new TickField(rota.tickets),
  step_minutes: new NumberField({ value: rota.step_minutes, required: true }),
  gather_minutes: new NumberField({ value: rota.gather_minutes, required: true }),
  language: new ChoiceField<RotaView["language"]>({ value: rota.language }),
});

export type RotaFields = ReturnType<typeof fieldsOf>;
type Values = ReturnType<typeof valuesOf<RotaFields>>;

/** What is typed, as the desk has it. */
export function said({ turns, overrides, ...values }: Values): ChangeRota {
  return {
    ...values,
    turns: turns.map(({ weekdays, on_holidays, start, end, agent_ids }): Turn => ({
      weekdays: weekdays.map(Number),
      on_holidays,
      agent_ids,
      ...spanOf(start, end),
    })),
    overrides: overrides.map((each): Override => ({
      since: momentOf(each.since),
      until: momentOf(each.until),
      agent_ids: each.agent_ids,
    })),
  };
}

export function rotaForm(rota: RotaView | null, known: Known, done: (answer: RotaView) => void) {
  let version = rota?.version;
  return new Form<RotaFields, RotaView>({
    name: `oncall.${rota?.rota_id ?? "new"}`,
    fields: fieldsOf(rota ?? { ...BLANK, language: language.code }, known),
    send: (values, key) =>
      rota ? api.changeRota(rota.rota_id, { ...said(values), version }) : api.createRota(said(values), key),
    newest: rota
      ? async () => {
        const now = await api.readRota(rota.rota_id);
        version = now.version;
        return valuesOf(fieldsOf(now, known));
      }
      : undefined,
    done,
  });
}
