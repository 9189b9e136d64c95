/** The kinds of rewards and penalties, one as a form, and what takes a second person. */
import { t } from "../../desk/i18n.ts";
import type { KindShown, StaffSettingsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, Constant, TextField, TickField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { formOfKind, newKindKey } from "../parts/kinds.ts";
import { YuanField } from "../parts/money.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import * as asking from "./asking.ts";

export const EFFECTS = ["reward", "penalty"] as const;
export const CARRIED = ["no", "may", "must"] as const;

const blank = (): KindShown => ({
  kind_id: newKindKey(),
  names: {},
  effect: "reward",
  points: "may",
  money: "no",
  active: true,
});

const fieldsOf = (kind: KindShown) => ({
  kind_id: new Constant(kind.kind_id),
  names: new LanguagesField(kind.names, false),
  effect: new ChoiceField<KindShown["effect"]>({ value: kind.effect }),
  points: new ChoiceField<KindShown["points"]>({ value: kind.points }),
  money: new ChoiceField<KindShown["money"]>({ value: kind.money }),
  active: new TickField(kind.active),
});

export type KindFields = ReturnType<typeof fieldsOf>;

/** `kind`: the one that is edited; null: a new one, behind all others. */
export const kindForm = (
  settings: StaffSettingsView,
  kind: KindShown | null,
  done: (answer: StaffSettingsView) => void,
) =>
  formOfKind<KindShown, StaffSettingsView, KindFields>({
    name: "staff-kind",
    settings,
    kind,
    blank,
    fieldsOf,
    kindOf: (values) => values as KindShown,
    read: asking.readSettings,
    change: asking.changeSettings,
    done,
  });

export class StaffSettings {
  readonly reading = new Reading(async () => {
    const held = await asking.readSettings();
    return { held, form: this.#formOf(held) };
  });

  async stored(answer: StaffSettingsView | null): Promise<void> {
    if (!answer) return;
    say(t("staff.stored"));
    await this.reading.reload();
  }

  #formOf(held: StaffSettingsView) {
    return new Form({
      name: "staff-settings",
      fields: {
        second_person: new TickField(held.second_person),
        second_person_from: new YuanField({ value: held.second_person_from }),
        currency: new TextField({ value: held.currency, required: true }),
      },
      send: (values) => asking.changeSettings({ ...values, version: held.version }),
      newest: async () => {
        const { second_person, second_person_from, currency, version } = await asking.readSettings();
        held = { ...held, version };
        return { second_person, second_person_from, currency };
      },
      done: (answer: StaffSettingsView) => void this.stored(answer),
    });
  }
}
