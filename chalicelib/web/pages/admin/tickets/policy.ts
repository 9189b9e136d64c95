/** One policy: for which things it is, and what it says of them; in words, and as a form. */
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { AllowanceShown, PoliciesView, PolicyShown } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { same } from "../parts/merge.ts";
import { LanguagesField } from "../plans/languages.ts";
import { AllowanceField, allowanceWords } from "./allowance.ts";
import { asSeenFrom } from "./places.ts";

export const TICKET_TYPES = [
  "presale",
  "aftersale",
  "complaint",
  "suggestion",
  "change_of_details",
  "repair",
  "green_channel",
  "booking",
  "correction",
  "fault",
] as const;
export const THINGS = [...TICKET_TYPES, "conversation", "offline_message"] as const;
export const PRIORITIES = ["normal", "urgent", "critical"] as const;
export const LEVELS = ["vip", "gold", "silver", "normal"] as const;
export const PROMISED = ["first_answer", "next_update", "solution"] as const;
export type Promised = typeof PROMISED[number];

const joined = (family: string, values: readonly string[]): string =>
  values.map((each) => t(`${family}.${each}`)).join(t("policy.or"));

/** "Urgent or critical complaints of VIP customers"; nothing said is everything. */
export function subjectOf({ types, priorities, levels }: Pick<PolicyShown, "types" | "priorities" | "levels">): string {
  const things = types.length ? joined("policy.thing", types) : t("policy.thing.any");
  const urgent = priorities.length ? t("policy.urgent", { priorities: joined("policy.priority", priorities) }) : "";
  const whose = levels.length ? t("policy.whose", { levels: joined("policy.level", levels) }) : "";
  return t("policy.subject", { things, urgent, whose });
}

const saidOf = (name: Promised, allowance: AllowanceShown | null): string[] =>
  allowance ? [t(`policy.says.${name}`, { time: allowanceWords(allowance) })] : [];

/** What it says, as one sentence. */
export function sentenceOf(policy: PolicyShown): string {
  const saying = PROMISED.flatMap((name) => saidOf(name, policy[name]));
  return t("policy.sentence", { subject: subjectOf(policy), saying: saying.join(t("policy.and")) });
}

export const nameOf = ({ names }: { names: Record<string, string> }): string => inOurLanguage(names) ?? "";

const fieldsOf = (policy: PolicyShown | null) => ({
  names: new LanguagesField(policy?.names ?? {}, false),
  types: new TicksField({ value: policy?.types, choices: THINGS }),
  priorities: new TicksField({ value: policy?.priorities, choices: PRIORITIES }),
  levels: new TicksField({ value: policy?.levels, choices: LEVELS }),
  first_answer: new AllowanceField(policy?.first_answer),
  next_update: new AllowanceField(policy?.next_update),
  solution: new AllowanceField(policy?.solution),
});

export type PolicyFields = ReturnType<typeof fieldsOf>;

/** The policy in its place, or a new one before all others: what is most particular comes first. */
const withPolicy = (policies: readonly PolicyShown[], at: number, policy: PolicyShown): PolicyShown[] =>
  at < 0 ? [policy, ...policies] : policies.map((each, number) => number === at ? policy : each);

/** Where it stands by now; -1: nowhere. */
const placeOf = ({ policies }: PoliciesView, policy: PolicyShown): number =>
  policies.findIndex(({ names }) => same(names, policy.names));

/** `at`: the place of the one that is edited; -1: a new one. */
export function ofPolicy(held: PoliciesView, at: number, done: (answer: PoliciesView) => void) {
  const policy: PolicyShown | null = held.policies[at] ?? null;
  let [known, place] = [held, at];
  return new Form<PolicyFields, PoliciesView>({
    name: `ticket-policy.${policy ? nameOf(policy) : "new"}`,
    fields: fieldsOf(policy),
    send: (values) => {
      const policies = withPolicy(known.policies, place, values as PolicyShown);
      const asked = api.changeTicketPolicies({ policies, version: known.version });
      return asSeenFrom(`policies.${Math.max(0, place)}`, asked);
    },
    newest: async () => {
      known = await api.readTicketPolicies();
      place = policy ? placeOf(known, policy) : -1;
      return valuesOf(fieldsOf(known.policies[place] ?? policy));
    },
    done,
  });
}

/** The same sentences, of what stands in the form at this moment. */
export const drafted = (fields: PolicyFields): string => sentenceOf(valuesOf(fields) as PolicyShown);

/** How one is called for those who do not see the row. */
export const calledOf = (policy: PolicyShown): string => nameOf(policy) || subjectOf(policy);

/** Whether it is, word for word, one of those. */
export const isOneOf = (policies: readonly PolicyShown[], policy: PolicyShown): boolean =>
  policies.some((each) => same(each, policy));

/** Tells rows apart, wherever they stand: by name, and those of one name by their order. */
export const keysOf = (policies: readonly PolicyShown[]): string[] =>
  policies.map((policy, at) => {
    const earlier = policies.slice(0, at).filter((each) => same(each.names, policy.names)).length;
    return `${Object.values(policy.names).join(" ")} ${earlier}`;
  });
