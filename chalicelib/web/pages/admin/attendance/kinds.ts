/** The kinds of leave, one as a form; who approves how much, what attendance lets pass; leave given by hand. */
import { t } from "../../desk/i18n.ts";
import type { LeaveBalancesView, LeaveKindView, LeaveSettingsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, Constant, NumberField, OptionalNumberField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { formOfKind, newKindKey } from "../parts/kinds.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import * as asking from "./asking.ts";

export const A_DAY = 480; // minutes that a day of leave counts as
export const UNITS = ["days", "hours"] as const;

const blank = (): LeaveKindView => ({
  kind_id: newKindKey(),
  names: {},
  paid: true,
  minutes_a_year: null,
  unit: "days",
  every_day: false,
  color: "#2f6fde",
  active: true,
});

/** Minutes as whoever fills in the form has them: days. */
const fieldsOf = (kind: LeaveKindView) => ({
  kind_id: new Constant(kind.kind_id),
  names: new LanguagesField(kind.names, false),
  days: new OptionalNumberField({ value: kind.minutes_a_year === null ? null : kind.minutes_a_year / A_DAY }),
  unit: new ChoiceField<LeaveKindView["unit"]>({ value: kind.unit }),
  color: new TextField({ value: kind.color, required: true }),
  paid: new TickField(kind.paid),
  every_day: new TickField(kind.every_day),
  active: new TickField(kind.active),
});

export type KindFields = ReturnType<typeof fieldsOf>;

/** `kind`: the one that is edited; null: a new one, behind all others. */
export const kindForm = (
  settings: LeaveSettingsView,
  kind: LeaveKindView | null,
  done: (answer: LeaveSettingsView) => void,
) =>
  formOfKind<LeaveKindView, LeaveSettingsView, KindFields>({
    name: "leave-kind",
    settings,
    kind,
    blank,
    fieldsOf,
    kindOf: (values) => {
      const { days, ...others } = values as Record<string, unknown> & { days: number | null };
      return { ...others, minutes_a_year: days === null ? null : Math.round(days * A_DAY) } as LeaveKindView;
    },
    read: asking.readSettings,
    change: asking.changeSettings,
    done,
  });

export class LeaveSettings {
  readonly reading = new Reading(async () => {
    const held = await asking.readSettings();
    return { held, form: this.#formOf(held) };
  });

  async stored(answer: LeaveSettingsView | null): Promise<void> {
    if (!answer) return;
    say(t("leave.stored"));
    await this.reading.reload();
  }

  #formOf(held: LeaveSettingsView) {
    const fields = (of: LeaveSettingsView) => ({
      leader_days: new NumberField({ value: of.leader_minutes / A_DAY }),
      back_days: new NumberField({ value: of.back_days }),
      tolerance_minutes: new NumberField({ value: of.tolerance_minutes }),
      break_tolerance_minutes: new NumberField({ value: of.break_tolerance_minutes }),
      overtime_from: new NumberField({ value: of.overtime_from }),
    });
    return new Form({
      name: "leave-settings",
      fields: fields(held),
      send: ({ leader_days: days, ...values }) => {
        const more = days === undefined ? {} : { leader_minutes: Math.round(days * A_DAY) };
        return asking.changeSettings({ ...values, ...more, version: held.version });
      },
      newest: async () => {
        const newest = await asking.readSettings();
        held = { ...held, version: newest.version };
        return valuesOf(fields(newest));
      },
      done: (answer: LeaveSettingsView) => void this.stored(answer),
    });
  }
}

const grantFields = (kindId: string, year: number) => ({
  agent_id: new ChoiceField<string>({ value: "", required: true }),
  kind_id: new ChoiceField<string>({ value: kindId }),
  year: new NumberField({ value: year }),
  days: new NumberField({ value: 1 }),
  reason: new TextField({ value: "", required: true }),
});

export type GrantFields = ReturnType<typeof grantFields>;

/** More of a kind of leave for somebody, or less. */
export function grantForm(kindId: string, done: (answer: LeaveBalancesView) => void) {
  const client_id = crypto.randomUUID();
  return new Form<GrantFields, LeaveBalancesView>({
    name: "leave-grant",
    fields: grantFields(kindId, new Date().getFullYear()),
    send: (values) => {
      const { agent_id: agent, days, ...others } = values as {
        agent_id: string;
        days: number;
        kind_id: string;
        year: number;
        reason: string;
      };
      return asking.grant(agent, { ...others, minutes: Math.round(days * A_DAY), client_id });
    },
    done,
  });
}
