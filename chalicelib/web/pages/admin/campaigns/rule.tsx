/** The form of a rule. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { RuleView } from "../../desk/operations.ts";
import { Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { type ChoiceField, TicksField } from "../parts/fields.ts";
import type { Person, PlanChoice } from "../parts/people.ts";
import type { Known } from "./campaign.ts";
import { Clock, KindSelect, LevelTicks, QuestionnaireSelect, Script } from "./fields.tsx";
import { LAST_AGENT, ofRule, type RuleFields } from "./rule.ts";

const LONGEST_DAYS = 366;

export const openRule = (rule: RuleView | null, known: Known, leaving: AbortSignal) =>
  openDrawer<RuleView>((close) => (
    <FormDrawer
      title={rule ? t("edit.title", { name: rule.name }) : t("rules.new")}
      intro={t("rule.intro")}
      label={t(rule ? "save" : "rules.create")}
      close={close}
      make={(done) => ofRule(rule, known, done)}
    >
      {(fields) => <Fields fields={fields} known={known} />}
    </FormDrawer>
  ), leaving);

const Fields = ({ fields, known }: { fields: RuleFields; known: Known }) => (
  <>
    <TextInput name="name" field={fields.name} label={t("field.name")} hint={t("rule.name.hint")} />
    <Tick name="active" field={fields.active} label={t("rule.active")} hint={t("rule.active.hint")} />
    <KindSelect fields={fields} />
    <NumberInput
      name="after_days"
      field={fields.after_days}
      label={t("field.after_days")}
      hint={t("after_days.hint")}
      unit={t("unit.days")}
      min={1}
      max={LONGEST_DAYS}
    />
    <Clock fields={fields} hint={t("rule.at.hint")} />
    <Owner field={fields.owner} agents={known.agents} />
    <PlansOf field={fields.plan_keys} plans={known.plans} />
    <LinesInput
      name="categories"
      field={fields.categories}
      label={t("field.categories")}
      hint={t("categories.hint")}
    />
    <LevelTicks fields={fields} />
    <QuestionnaireSelect field={fields.questionnaire_id} known={known.questionnaires} />
    <Script fields={fields} />
  </>
);

function Owner({ field, agents }: { field: ChoiceField<string>; agents: Person[] }) {
  const options: Array<[string, string]> = [
    [LAST_AGENT, t("owner.last_agent")],
    ...agents.map((agent): [string, string] => [agent.agent_id, agentName(agent)]),
  ];
  const isKnown = options.some(([id]) => id === field.raw);
  return (
    <Select
      name="owner"
      field={field}
      label={t("field.owner")}
      hint={t("owner.hint")}
      options={isKnown ? options : [...options, [field.raw, t("unseen")]]}
    />
  );
}

function PlansOf({ field, plans }: { field: RuleFields["plan_keys"]; plans: PlanChoice[] }) {
  const about = { name: "plan_keys", label: t("field.plan_keys"), hint: t("plan_keys.hint") };
  return field instanceof TicksField
    ? <Ticks {...about} field={field} options={plans.map((plan) => [plan.key, plan.name])} />
    : <LinesInput {...about} field={field} />;
}
