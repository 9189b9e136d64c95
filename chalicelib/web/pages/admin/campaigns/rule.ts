/** A rule: so many days after which conversations somebody calls, and who. */
import type { ChangeRule, NewRule, RuleView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { ChoiceField, LinesField, NumberField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import type { PlanChoice } from "../parts/people.ts";
import type { Known } from "./campaign.ts";
import { common } from "./fields.ts";

export const LAST_AGENT = "last_agent";

type Told = Omit<RuleView, "rule_id" | "version" | "created_at">;

const BLANK: Told = {
  name: "",
  kind: "after_sale",
  plan_keys: [],
  categories: [],
  levels: [],
  after_days: 7,
  at: "10:00",
  owner: LAST_AGENT,
  script: {},
  active: true,
  questionnaire_id: null,
};

const fieldsOf = (rule: Told, plans: PlanChoice[]) => ({
  ...common(rule),
  active: new TickField(rule.active),
  after_days: new NumberField({ value: rule.after_days, required: true }),
  owner: new ChoiceField<string>({ value: rule.owner }),
  /** Ticked where the plans are known, else named by their keys. */
  plan_keys: plans.length
    ? new TicksField({ value: rule.plan_keys, choices: plans.map(({ key }) => key) })
    : new LinesField({ value: rule.plan_keys }),
  categories: new LinesField({ value: rule.categories }),
  questionnaire_id: new ChoiceField<string>({ value: rule.questionnaire_id ?? "" }),
});

export type RuleFields = ReturnType<typeof fieldsOf>;

export function ofRule(rule: RuleView | null, { plans }: Known, done: (answer: RuleView) => void) {
  let version = rule?.version;
  return new Form<RuleFields, RuleView>({
    name: `follow-up-rule.${rule?.rule_id ?? "new"}`,
    fields: fieldsOf(rule ?? BLANK, plans),
    send: (values, key, changes) =>
      rule
        ? api.updateFollowUpRule(rule.rule_id, { ...changes as ChangeRule, version })
        : api.createFollowUpRule(values as NewRule, key),
    newest: rule
      ? async () => {
        const now = (await api.listFollowUpRules()).find(({ rule_id: id }) => id === rule.rule_id) ?? rule;
        version = now.version;
        return valuesOf(fieldsOf(now, plans));
      }
      : undefined,
    done,
  });
}
