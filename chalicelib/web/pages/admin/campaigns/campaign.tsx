/** The form of a campaign. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { CampaignView } from "../../desk/operations.ts";
import { Radios, Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick, WrongLine } from "../parts/fields.tsx";
import { ChoiceField, type NumberField } from "../parts/fields.ts";
import { choosableGroups, type PlanChoice } from "../parts/people.ts";
import { BY, type CampaignFields, EVERY, type Known, ofCampaign, WAYS, WEEKDAYS } from "./campaign.ts";
import { LEVELS } from "./fields.ts";
import { Clock, KindSelect, LevelTicks, QuestionnaireSelect, Script } from "./fields.tsx";
import { Previewed } from "./happened.tsx";

const LONGEST_DAYS = 3650;

export const openCampaign = (campaign: CampaignView | null, known: Known, leaving: AbortSignal) =>
  openDrawer<CampaignView>((close) => (
    <FormDrawer
      title={campaign ? t("edit.title", { name: campaign.name }) : t("campaigns.new")}
      intro={t("campaign.intro")}
      label={t(campaign ? "save" : "campaigns.create")}
      close={close}
      make={(done) => ofCampaign(campaign, known, done)}
    >
      {(fields) => (
        <>
          <Customers fields={fields} known={known} />
          <Whose fields={fields} known={known} />
          <When fields={fields} />
          <Questions fields={fields} known={known} />
          {fields.way.raw === "call" && <Script fields={fields} />}
          <Previewed fields={fields} />
        </>
      )}
    </FormDrawer>
  ), leaving);

interface FieldsProps {
  fields: CampaignFields;
}

const Days = ({ name, field }: { name: string; field: NumberField }) => (
  <NumberInput
    name={name}
    field={field}
    label={t(`field.${name}`)}
    hint={t(`${name}.hint`)}
    unit={t("unit.days")}
    min={1}
    max={LONGEST_DAYS}
  />
);

const Customers = ({ fields, known }: FieldsProps & { known: Known }) => (
  <>
    <TextInput name="name" field={fields.name} label={t("field.name")} hint={t("campaign.name.hint")} />
    <Tick name="active" field={fields.active} label={t("campaign.active")} hint={t("campaign.active.hint")} />
    <KindSelect fields={fields} />
    <PlanSelect field={fields.plan_key} plans={known.plans} />
    <Radios
      name="by"
      field={fields.by}
      label={t("field.by")}
      options={BY.map((each) => [each, t(`campaign.by.${each}`), t(`campaign.by.${each}.hint`)])}
    />
    {fields.by.raw === "contact" && <Days name="days_without_contact" field={fields.days_without_contact} />}
    {fields.by.raw === "date" && <ByDate fields={fields} dates={known.dates} />}
    {fields.by.raw === "level" && <ByLevel fields={fields} />}
    {fields.by.raw !== "level" && <Days name="not_again_days" field={fields.not_again_days} />}
    {fields.by.raw !== "level" && <LevelTicks fields={fields} />}
    <Tick name="reachable_only" field={fields.reachable_only} label={t("campaign.reachable")} />
  </>
);

const Questions = ({ fields, known }: FieldsProps & { known: Known }) => (
  <>
    <QuestionnaireSelect field={fields.questionnaire_id} known={known.questionnaires} />
    <Radios
      name="way"
      field={fields.way}
      label={t("field.way")}
      options={WAYS.map((each) => [each, t(`campaign.way.${each}`), t(`campaign.way.${each}.hint`)])}
    />
  </>
);

const ByDate = ({ fields, dates }: FieldsProps & { dates: Known["dates"] }) => (
  <>
    <Select
      name="date_field"
      field={fields.date_field}
      label={t("field.date_field")}
      hint={t(dates.length ? "campaign.date_field.hint" : "campaign.date_field.none")}
      options={[[null, t("campaign.date_field.choose")], ...dates]}
    />
    <NumberInput
      name="days_after"
      field={fields.days_after}
      label={t("field.days_after")}
      hint={t("campaign.days_after.hint")}
      unit={t("unit.days")}
      min={-366}
      max={366}
    />
    <Tick name="yearly" field={fields.yearly} label={t("campaign.yearly")} hint={t("campaign.yearly.hint")} />
  </>
);

const ByLevel = ({ fields: { intervals } }: FieldsProps) => (
  <fieldset class="form-field">
    <legend>{t("field.intervals")}</legend>
    {LEVELS.map((level) => (
      <NumberInput
        key={level}
        name={`intervals.${level}`}
        field={intervals.parts[level]}
        label={t(`level.${level}`)}
        unit={t("unit.days")}
        min={1}
        max={LONGEST_DAYS}
      />
    ))}
    <p class="field-hint">{t("campaign.intervals.hint")}</p>
    <WrongLine of={intervals} />
  </fieldset>
);

const Whose = ({ fields, known: { groups, agents } }: FieldsProps & { known: Known }) => (
  <>
    <Select
      name="group_id"
      field={fields.group_id}
      label={t("campaign.group")}
      hint={t("campaign.group.hint")}
      options={[
        [null, t("campaign.group.none")],
        ...choosableGroups(groups, [fields.group_id.raw]).map((
          group,
        ): [string, string] => [group.group_id, group.name]),
      ]}
    />
    <Ticks
      name="agent_ids"
      field={fields.agent_ids}
      label={t("campaign.agents")}
      search={t("agents.find")}
      empty={t("group.members.none")}
      options={agents.map((agent) => [agent.agent_id, agentName(agent)])}
    />
    <NumberInput
      name="quota_per_agent"
      field={fields.quota_per_agent}
      label={t("field.quota_per_agent")}
      hint={t("quota_per_agent.hint")}
      unit={t("unit.customers")}
      min={1}
      max={200}
    />
  </>
);

const When = ({ fields }: FieldsProps) => (
  <>
    <Radios
      name="every"
      field={fields.every}
      label={t("field.every")}
      options={EVERY.map((each) => [each, t(`every.${each}`)])}
    />
    <Select
      name="weekday"
      field={fields.weekday}
      label={t("field.weekday")}
      hint={t("weekday.hint")}
      options={WEEKDAYS.map((day) => [day, t(`weekday.${day}`)])}
    />
    <Clock fields={fields} hint={t("campaign.at.hint")} />
  </>
);

function PlanSelect({ field, plans }: { field: CampaignFields["plan_key"]; plans: PlanChoice[] }) {
  const about = { name: "plan_key", label: t("field.plan_key") };
  if (!(field instanceof ChoiceField)) return <TextInput {...about} field={field} hint={t("plan_key.hint")} />;
  const options = plans.map((plan): [string, string] => [plan.key, plan.name]);
  const isKnown = plans.some(({ key }) => key === field.raw);
  return <Select {...about} field={field} options={isKnown ? options : [...options, [field.raw, t("unseen")]]} />;
}
