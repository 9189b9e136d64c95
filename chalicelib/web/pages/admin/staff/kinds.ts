/** The kinds of rewards and penalties, one as a form, and what takes a second person. */
import { t } from "../../desk/i18n.ts";
import type { KindShown, StaffSettingsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { ChoiceField, Constant, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { YuanField } from "../parts/money.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import { asSeenFrom } from "../tickets/places.ts";
import * as asking from "./asking.ts";

export const EFFECTS = ["reward", "penalty"] as const;
export const CARRIED = ["no", "may", "must"] as const;

/** A key that no other has. */
const newKey = (): string => `k_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;

const blank = (): KindShown => ({
  kind_id: newKey(),
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
export function kindForm(
  settings: StaffSettingsView,
  kind: KindShown | null,
  done: (answer: StaffSettingsView) => void,
) {
  let held = settings;
  const own = kind ?? blank();
  const placeOf = () => held.kinds.findIndex(({ kind_id: id }) => id === own.kind_id);
  return new Form<KindFields, StaffSettingsView>({
    name: `staff-kind.${kind?.kind_id ?? "new"}`,
    fields: fieldsOf(own),
    send: (values) => {
      const at = placeOf();
      const sent = values as KindShown;
      const kinds = at < 0 ? [...held.kinds, sent] : held.kinds.map((each, place) => place === at ? sent : each);
      const place = at < 0 ? held.kinds.length : at;
      return asSeenFrom(`kinds.${place}`, asking.changeSettings({ kinds, version: held.version }));
    },
    newest: async () => {
      held = await asking.readSettings();
      return valuesOf(fieldsOf(held.kinds[placeOf()] ?? own));
    },
    done,
  });
}

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
