/** The desk's own fields of customers: added, renamed, put in order and archived. */
import { t } from "../../desk/i18n.ts";
import type { CustomFieldView, FieldChoice as Choice } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, NumberField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Reading } from "../parts/reading.ts";

export const KINDS: readonly CustomFieldView["kind"][] = ["text", "number", "date", "choice", "yes_no"];

export class FieldKeeping {
  readonly reading = new Reading(api.listCustomFields);

  stored(field: CustomFieldView | null): void {
    if (!field) return;
    say(t("stored", { name: `${field.zh} ${field.en}` }));
    this.reading.reload();
  }
}

/** Ids keep what was chosen apart; people never see them. What was stored once is archived, not taken away. */
export const choiceOf = (its: Choice) =>
  new GroupField({
    choice_id: new Constant(its.choice_id),
    zh: new TextField({ value: its.zh }),
    en: new TextField({ value: its.en }),
    archived: new TickField(its.archived),
  });

/** choice-1, choice-2 …: the first that is not taken. Pure. */
export const freeChoice = (taken: readonly string[]): string => {
  let number = taken.length + 1;
  while (taken.includes(`choice-${number}`)) number += 1;
  return `choice-${number}`;
};

const fieldsOf = (field: CustomFieldView | null, last: number) => ({
  zh: new TextField({ value: field?.zh, required: true }),
  en: new TextField({ value: field?.en, required: true }),
  kind: new ChoiceField<CustomFieldView["kind"]>({ value: field?.kind ?? "text" }),
  order: new NumberField({ value: field?.order ?? last, required: true }),
  required: new TickField(field?.required ?? false),
  archived: new TickField(field?.archived ?? false),
  choices: new ListField<Choice, ReturnType<typeof choiceOf>>({
    value: field?.choices ?? [],
    make: choiceOf,
    blank: (others) => ({
      choice_id: freeChoice(others.map(({ choice_id: id }) => id)),
      zh: "",
      en: "",
      archived: false,
    }),
    isBlank: ({ parts }) => !parts.zh.read() && !parts.en.read(),
  }),
});

export type FieldFields = ReturnType<typeof fieldsOf>;

export function ofField(field: CustomFieldView | null, last: number, done: (answer: CustomFieldView) => void) {
  let version = field?.version;
  return new Form<FieldFields, CustomFieldView>({
    name: `custom-field.${field?.field_id ?? "new"}`,
    fields: fieldsOf(field, last),
    send: ({ archived: _, choices, ...values }, key, { kind: __, ...changes }) =>
      field
        ? api.updateCustomField(field.field_id, { ...changes, version })
        : api.addCustomField({ ...values, choices: values.kind === "choice" ? choices : [] }, key),
    newest: field
      ? async () => {
        const listed = await api.listCustomFields();
        const now = listed.find(({ field_id: id }) => id === field.field_id) ?? field;
        version = now.version;
        return valuesOf(fieldsOf(now, last));
      }
      : undefined,
    done,
  });
}
