/** Who gets a report: which, when, by which way. */
import type { ChangeSubscription, DepartmentView, SubscriptionView } from "../../desk/operations.ts";
import { language } from "../../desk/i18n.ts";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalTextField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import type { GroupChoice, Person } from "../parts/people.ts";

export const EVERY = ["daily", "weekly", "monthly"] as const;
export type Every = typeof EVERY[number];
export const LANGUAGES = ["zh-CN", "en"] as const;
type Language = typeof LANGUAGES[number];

export interface Known {
  groups: GroupChoice[];
  departments: DepartmentView[];
  agents: Person[];
}

type Told = Pick<
  SubscriptionView,
  "name" | "every" | "at" | "weekday" | "day" | "active" | "group_ids" | "department_ids" | "recipients"
>;
type Recipient = Told["recipients"][number];

const BLANK: Told = {
  name: "",
  every: "daily",
  at: "08:00",
  weekday: 0,
  day: 1,
  active: true,
  group_ids: [],
  department_ids: [],
  recipients: [],
};

const recipientOf = ({ agent_id: agent, language: spoken, mobile }: Recipient) =>
  new GroupField({
    agent_id: new ChoiceField<string>({ value: agent }),
    language: new ChoiceField<Language>({ value: spoken }),
    mobile: new OptionalTextField({ value: mobile }),
  });

export type RecipientField = ReturnType<typeof recipientOf>;

/** Whoever is not named yet comes next. */
export function nextOf(agents: readonly Person[], others: readonly { agent_id: string }[]): string {
  const named = new Set(others.map(({ agent_id: id }) => id));
  return agents.find(({ agent_id: id }) => !named.has(id))?.agent_id ?? "";
}

/** Groups, or departments, must be ticked where the report is made of them. */
class GroupsField extends TicksField {
  constructor(
    value: string[],
    choices: readonly string[],
    private readonly every: ChoiceField<Every>,
    private readonly others: TicksField,
  ) {
    super({ value, choices });
  }

  override missing(): boolean {
    return this.every.raw === "monthly" && this.read().length + this.others.read().length === 0;
  }
}

export const fieldsOf = (told: Told, known: Known) =>
  fieldsBy(told, known, new ChoiceField<Every>({ value: told.every }));

function fieldsBy(told: Told, known: Known, every: ChoiceField<Every>) {
  const choices = known.departments.map(({ department_id: id }) => id);
  return fieldsWith(told, known, every, new TicksField({ value: told.department_ids, choices }));
}

const fieldsWith = (told: Told, { groups, agents }: Known, every: ChoiceField<Every>, departments: TicksField) => ({
  name: new TextField({ value: told.name, required: true }),
  active: new TickField(told.active),
  every,
  at: new TextField({ value: told.at, required: true }),
  weekday: new ChoiceField<number>({ value: told.weekday }),
  day: new NumberField({ value: told.day, required: true }),
  department_ids: departments,
  group_ids: new GroupsField(told.group_ids, groups.map(({ group_id: id }) => id), every, departments),
  recipients: new ListField<Recipient, RecipientField>({
    value: told.recipients,
    make: recipientOf,
    blank: (others) => ({ agent_id: nextOf(agents, others), language: language.code, mobile: null }),
    isBlank: (field) => !field.parts.agent_id.read(),
  }),
});

export type SubscriptionFields = ReturnType<typeof fieldsOf>;

/** Groups and departments are those of a monthly report alone. */
export function said<Values extends ChangeSubscription>(values: Values, every: Every): Values {
  return every === "monthly" ? values : { ...values, group_ids: [], department_ids: [] };
}

export function ofSubscription(
  subscription: SubscriptionView | null,
  known: Known,
  done: (answer: SubscriptionView) => void,
) {
  let version = subscription?.version;
  return new Form<SubscriptionFields, SubscriptionView>({
    name: `bulletins.${subscription?.subscription_id ?? "new"}`,
    fields: fieldsOf(subscription ?? BLANK, known),
    send: (values, key, changes) =>
      subscription
        ? api.updateBulletins(subscription.subscription_id, {
          ...said<ChangeSubscription>(changes, values.every),
          version,
        })
        : api.createBulletins(said(values, values.every), key),
    newest: subscription
      ? async () => {
        const now = await api.readBulletins(subscription.subscription_id);
        version = now.version;
        return valuesOf(fieldsOf(now, known));
      }
      : undefined,
    done,
  });
}
