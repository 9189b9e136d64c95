/** The form of who gets a report. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { SubscriptionView } from "../../desk/operations.ts";
import { Radios, Ticks } from "../parts/choices.tsx";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { choosableGroups } from "../parts/people.ts";
import { EVERY, type Known, LANGUAGES, ofSubscription, type SubscriptionFields } from "./subscription.ts";

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const NAMES = { "zh-CN": "中文", en: "English" };

export const openSubscription = (of: SubscriptionView | null, known: Known, leaving: AbortSignal) =>
  openDrawer<SubscriptionView>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.name }) : t("bulletins.new")}
      intro={t("bulletins.intro")}
      label={t(of ? "save" : "bulletins.create")}
      close={close}
      make={(done) => ofSubscription(of, known, done)}
    >
      {(fields) => <Fields fields={fields} known={known} />}
    </FormDrawer>
  ), leaving);

interface FieldsProps {
  fields: SubscriptionFields;
  known: Known;
}

function Fields({ fields, known }: FieldsProps) {
  const every = fields.every.raw;
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("field.name")} longest={60} />
      <Tick name="active" field={fields.active} label={t("bulletins.active")} hint={t("bulletins.active.hint")} />
      <Radios
        name="every"
        field={fields.every}
        label={t("bulletins.every")}
        options={EVERY.map((each) => [each, t(`bulletins.${each}`), t(`bulletins.${each}.hint`)])}
      />
      {every === "weekly" && (
        <Select
          name="weekday"
          field={fields.weekday}
          label={t("bulletins.weekday")}
          options={WEEKDAYS.map((day) => [day, t(`weekday.${day}`)])}
        />
      )}
      {every === "monthly" && <NumberInput name="day" field={fields.day} label={t("bulletins.day")} min={1} max={28} />}
      <TextInput name="at" field={fields.at} type="time" label={t("bulletins.at")} hint={t("bulletins.at.hint")} />
      {every === "monthly" && <Departments fields={fields} known={known} />}
      {every === "monthly" && <Groups fields={fields} known={known} />}
      <Recipients fields={fields} known={known} />
    </>
  );
}

const Departments = ({ fields, known: { departments } }: FieldsProps) =>
  departments.length === 0 ? null : (
    <Ticks
      name="department_ids"
      field={fields.department_ids}
      label={t("bulletins.departments")}
      hint={t("bulletins.departments.hint")}
      options={departments.map(({ department_id: id, name }) => [id, name])}
    />
  );

const Groups = ({ fields, known: { groups } }: FieldsProps) => (
  <Ticks
    name="group_ids"
    field={fields.group_ids}
    label={t("bulletins.groups")}
    hint={t("bulletins.groups.hint")}
    options={choosableGroups(groups, fields.group_ids.read()).map(({ group_id: id, name }) => [id, name])}
  />
);

const Recipients = ({ fields, known: { agents } }: FieldsProps) => (
  <Rows
    name="recipients"
    field={fields.recipients}
    label={t("bulletins.recipients")}
    hint={t("bulletins.recipients.hint")}
    none={t("bulletins.recipients.none")}
    add={t("bulletins.recipients.add")}
    rowClass="recipient"
    title={(number) => t("bulletins.recipient", { number })}
  >
    {({ parts }) => (
      <>
        <Select
          name="agent_id"
          field={parts.agent_id}
          label={t("bulletins.recipient.agent")}
          options={[
            ...(agents.some(({ agent_id: id }) => id === parts.agent_id.raw)
              ? []
              : [[parts.agent_id.raw, t("unseen")]] as Array<
                [string, string]
              >),
            ...agents.map((agent): [string, string] => [agent.agent_id, agentName(agent)]),
          ]}
        />
        <Select
          name="language"
          field={parts.language}
          label={t("bulletins.recipient.language")}
          options={LANGUAGES.map((code) => [code, NAMES[code]])}
        />
        <TextInput
          name="mobile"
          field={parts.mobile}
          type="tel"
          label={t("bulletins.recipient.mobile")}
          hint={t("bulletins.recipient.mobile.hint")}
        />
      </>
    )}
  </Rows>
);
