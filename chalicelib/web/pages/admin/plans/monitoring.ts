/** Who is seen while they are on the website, whom the plan invites by itself, and what became of that. */
import type { InvitationRule, Monitoring, RuleFigures } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { LinesField, NumberField, OptionalTextField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Reading } from "../parts/reading.ts";
import { attributesField } from "../parts/attributes.ts";
import { LanguagesField } from "./languages.ts";
import { freeId } from "./replies.ts";

export const LEVELS = ["vip", "gold", "silver", "normal"] as const;
/** In place of a rule's id: what agents said themselves. */
export const BY_HAND = "by_hand";

export const ruleField = (its: InvitationRule) =>
  new GroupField({
    active: new TickField(its.active),
    rule_id: new TextField({ value: its.rule_id }),
    seconds: new NumberField({ value: its.seconds, required: true }),
    visits: new NumberField({ value: its.visits, required: true }),
    pages: new LinesField({ value: its.pages }),
    levels: new TicksField({ value: its.levels, choices: LEVELS }),
    begins: new OptionalTextField({ value: its.begins }),
    ends: new OptionalTextField({ value: its.ends }),
    when_free: new TickField(its.when_free),
    attributes: attributesField(its.attributes),
    texts: new LanguagesField(its.texts, false),
  });

export const monitoringField = (monitoring: Monitoring) =>
  new GroupField({
    active: new TickField(monitoring.active),
    consent: new TickField(monitoring.consent),
    quiet_days: new NumberField({ value: monitoring.quiet_days, required: true }),
    rules: new ListField<InvitationRule, ReturnType<typeof ruleField>>({
      value: monitoring.rules,
      make: ruleField,
      blank: (others) => ({
        rule_id: freeId("rule", others.map(({ rule_id: id }) => id)),
        texts: {},
        seconds: 30,
        pages: [],
        visits: 1,
        levels: [],
        begins: null,
        ends: null,
        when_free: true,
        active: true,
        attributes: [],
      }),
    }),
  });

/** How many saw, accepted and declined what each rule offers, by month. */
export const figuresOf = (planKey: string) => new Reading(async () => (await api.readInvitations(planKey)).months);

export interface InMonth extends RuleFigures {
  month: string;
}

export const ofRule = (
  months: ReadonlyArray<{ month: string; rules: RuleFigures[] }> | null,
  rule: string,
): InMonth[] =>
  (months ?? []).map(({ month, rules }) => {
    const known = rules.find(({ rule_id: id }) => id === rule);
    return { ...(known ?? { rule_id: rule, shown: 0, accepted: 0, dismissed: 0 }), month };
  });
