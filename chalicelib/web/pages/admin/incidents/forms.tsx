/** The forms of a rule, a defined event, and somebody who is told. */
import { t } from "../../desk/i18n.ts";
import type { IncidentSettingsView } from "../../desk/operations.ts";
import { inOurLanguage } from "../../desk/i18n.ts";
import { Ticks } from "../parts/choices.tsx";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import {
  type EventFields,
  eventForm,
  KINDS,
  type Prepared,
  type RuleFields,
  ruleForm,
  SCORE_CHOICES,
  SEVERITIES,
  type TaskFields,
  type ToldFields,
  toldForm,
} from "./settings.ts";

const titleOf = (part: string, name: string | null | undefined): string =>
  name ? t("edit.title", { name }) : t(`incidents.${part}.new`);

export const openRule = (prepared: Prepared, at: number, leaving: AbortSignal) =>
  openDrawer<IncidentSettingsView>((close) => (
    <FormDrawer
      title={titleOf("rules", prepared.held.rules[at]?.name)}
      label={t("save")}
      close={close}
      make={(done) => ruleForm(prepared, at, done)}
    >
      {(fields) => <RuleForm fields={fields} prepared={prepared} />}
    </FormDrawer>
  ), leaving);

function RuleForm({ fields, prepared: { held, plans, categories } }: { fields: RuleFields; prepared: Prepared }) {
  const { raw: kind } = fields.kind;
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("field.name")} longest={60} />
      <Select
        name="kind"
        field={fields.kind}
        label={t("incidents.kind")}
        options={KINDS.map((each) => [each, t(`incidents.kind.${each}`)])}
      />
      {kind === "category" && (
        <Ticks
          name="category_ids"
          field={fields.category_ids}
          label={t("incidents.categories")}
          hint={t("incidents.categories.hint")}
          search={t("incidents.categories.find")}
          options={categories.map(({ category_id: id, zh, en }) => [id, t("incidents.category", { zh, en })])}
        />
      )}
      {kind === "keyword" && (
        <LinesInput name="words" field={fields.words} label={t("incidents.words")} hint={t("incidents.words.hint")} />
      )}
      {kind === "score" && (
        <Select
          name="at_most"
          field={fields.at_most}
          label={t("incidents.at_most")}
          options={SCORE_CHOICES.map((each) => [each, t("incidents.score", { score: each })])}
        />
      )}
      <NumberInput name="more_than" field={fields.more_than} label={t("incidents.more_than")} min={1} max={10_000} />
      <NumberInput
        name="minutes"
        field={fields.minutes}
        label={t("incidents.minutes")}
        unit={t("unit.minutes")}
        min={1}
        max={120}
      />
      <NumberInput
        name="times"
        field={fields.times}
        label={t("incidents.times")}
        hint={t("incidents.times.hint")}
        min={1}
        max={100}
      />
      <NumberInput
        name="calm_minutes"
        field={fields.calm_minutes}
        label={t("incidents.calm")}
        hint={t("incidents.calm.hint")}
        unit={t("unit.minutes")}
        min={1}
        max={1440}
      />
      <NumberInput
        name="cool_down_minutes"
        field={fields.cool_down_minutes}
        label={t("incidents.cool_down")}
        hint={t("incidents.cool_down.hint")}
        unit={t("unit.minutes")}
        min={0}
        max={10_080}
      />
      <Select
        name="severity"
        field={fields.severity}
        label={t("incidents.severity")}
        options={SEVERITIES.map((each) => [each, t(`incidents.severity.${each}`)])}
      />
      <Select
        name="event_id"
        field={fields.event_id}
        label={t("incidents.event")}
        hint={t("incidents.event.hint")}
        options={[
          ["", t("incidents.event.none")],
          ...held.events.map(({ event_id: id, names }) => [id, inOurLanguage(names) ?? id] as const),
        ]}
      />
      <Ticks
        name="plan_keys"
        field={fields.plan_keys}
        label={t("incidents.plans")}
        hint={t("incidents.plans.hint")}
        inRow
        options={plans.map(({ key, name }) => [key, name])}
      />
      <Tick name="active" field={fields.active} label={t("incidents.active")} />
    </>
  );
}

export const openEvent = (held: IncidentSettingsView, at: number, leaving: AbortSignal) =>
  openDrawer<IncidentSettingsView>((close) => (
    <FormDrawer
      title={titleOf("events", inOurLanguage(held.events[at]?.names))}
      label={t("save")}
      close={close}
      make={(done) => eventForm(held, at, done)}
    >
      {(fields) => <EventForm fields={fields} />}
    </FormDrawer>
  ), leaving);

const EventForm = ({ fields }: { fields: EventFields }) => (
  <>
    <fieldset class="form-field">
      <legend>{t("field.name")}</legend>
      <BothLanguages name="names" field={fields.names} longest={60} />
    </fieldset>
    <Select
      name="severity"
      field={fields.severity}
      label={t("incidents.severity")}
      options={SEVERITIES.map((each) => [each, t(`incidents.severity.${each}`)])}
    />
    <Rows
      field={fields.tasks}
      name="tasks"
      label={t("incidents.tasks")}
      add={t("incidents.tasks.add")}
      title={(number) => t("incidents.task", { number })}
      none={t("incidents.tasks.none")}
      movable
    >
      {(task) => <TaskForm field={task} />}
    </Rows>
    <fieldset class="form-field">
      <legend>{t("incidents.holding")}</legend>
      <BothLanguages name="holding" field={fields.holding} longest={500} rows={4} />
    </fieldset>
    <TextInput name="backup.phone" field={fields.backup.parts.phone} label={t("incidents.phone")} longest={120} />
    <TextInput name="backup.address" field={fields.backup.parts.address} label={t("incidents.address")} longest={120} />
  </>
);

const TaskForm = ({ field }: { field: TaskFields }) => (
  <div class="sheet-part">
    <fieldset class="form-field">
      <legend>{t("incidents.task.text")}</legend>
      <BothLanguages name="text" field={field.parts.text} longest={200} />
    </fieldset>
    <fieldset class="form-field">
      <legend>{t("incidents.task.who")}</legend>
      <BothLanguages name="who" field={field.parts.who} longest={60} />
    </fieldset>
  </div>
);

export const openTold = (prepared: Prepared, at: number, leaving: AbortSignal) =>
  openDrawer<IncidentSettingsView>((close) => (
    <FormDrawer
      title={t(at < 0 ? "incidents.told.new" : "edit.title", {
        name: prepared.people.find(({ agent_id: id }) => id === prepared.held.told[at]?.agent_id)?.name,
      })}
      label={t("save")}
      close={close}
      make={(done) => toldForm(prepared, at, done)}
    >
      {(fields) => <ToldForm fields={fields} prepared={prepared} />}
    </FormDrawer>
  ), leaving);

const ToldForm = ({ fields, prepared: { people } }: { fields: ToldFields; prepared: Prepared }) => (
  <>
    <Select
      name="agent_id"
      field={fields.agent_id}
      label={t("incidents.colleague")}
      options={people.map(({ agent_id: id, name }) => [id, name])}
    />
    <TextInput
      name="mobile"
      field={fields.mobile}
      label={t("incidents.mobile")}
      hint={t("incidents.mobile.hint")}
      type="tel"
    />
    <Select
      name="language"
      field={fields.language}
      label={t("incidents.language")}
      options={(["zh-CN", "en"] as const).map((each) => [each, t(`incidents.language.${each}`)])}
    />
  </>
);
