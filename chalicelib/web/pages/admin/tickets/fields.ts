/** The fields that tickets of a type have besides, and for how long tickets can be opened again. */
import { t } from "../../desk/i18n.ts";
import type { Field as Definition, TicketSettingsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, LinesField, NumberField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import { freeKey } from "./flow.ts";
import { asSeenFrom } from "./places.ts";

export class FieldKeeping {
  readonly reading = new Reading(async () => {
    const [settings, flows] = await Promise.all([api.readTicketSettings(), api.listFlows()]);
    const flowing = flows.filter(({ published }) => published !== null).map(({ type }) => type);
    return { settings, flowing, form: this.#formOf(settings) };
  });

  stored(settings: TicketSettingsView | null): void {
    if (!settings) return;
    say(t("fields.stored"));
    this.reading.reload();
  }

  #formOf(settings: TicketSettingsView) {
    return new Form({
      name: "ticket-settings",
      fields: {
        reopen_days: new NumberField({ value: settings.reopen_days, required: true }),
        close_days: new NumberField({ value: settings.close_days, required: true }),
      },
      send: (values) => api.changeTicketSettings(values),
      done: (answer: TicketSettingsView) => this.stored(answer),
    });
  }
}

const definitionField = (its: Definition) =>
  new GroupField({
    key: new Constant(its.key),
    names: new LanguagesField(its.names, false),
    kind: new ChoiceField<Definition["kind"]>({ value: its.kind }),
    choices: new LinesField({ value: its.choices }),
    required: new TickField(its.required),
  });

export type DefinitionField = ReturnType<typeof definitionField>;

const blank = (others: Definition[]): Definition => ({
  key: freeKey("field", others.map(({ key }) => key)),
  names: {},
  kind: "text",
  choices: [],
  required: false,
});

const listOf = (value: Definition[] = []) =>
  new ListField<Definition, DefinitionField>({
    value,
    make: definitionField,
    blank,
    isBlank: ({ parts }) => parts.names.isEmpty,
  });

/** What another kind has is not said. */
const saidOf = (each: Definition): Definition => ({ ...each, choices: each.kind === "choice" ? each.choices : [] });

export function ofType(settings: TicketSettingsView, type: string, done: (answer: TicketSettingsView) => void) {
  let { version } = settings;
  return new Form({
    name: `ticket-fields.${type}`,
    fields: { definitions: listOf(settings.fields[type]) },
    send: async ({ definitions }) => {
      const fields = { [type]: definitions.map(saidOf) };
      return await asSeenFrom(`fields.${type}`, api.changeTicketSettings({ fields, version }), "definitions");
    },
    newest: async () => {
      const now = await api.readTicketSettings();
      version = now.version;
      return valuesOf({ definitions: listOf(now.fields[type]) });
    },
    done,
  });
}
