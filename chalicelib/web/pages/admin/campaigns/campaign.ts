/** A campaign: which customers, how many, how often, and whose they become. */
import type { CampaignView, ChangeCampaign, NewCampaign } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { ChoiceField, NumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import type { GroupChoice, Person, PlanChoice } from "../parts/people.ts";
import { common } from "./fields.ts";

/** What there is to choose from. */
export interface Known {
  plans: PlanChoice[];
  groups: GroupChoice[];
  agents: Person[];
}

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
export const EVERY = ["day", "week"] as const;

type Told = Omit<CampaignView, "campaign_id" | "version" | "next_run_at" | "last_run_on" | "last_run" | "created_at">;

const BLANK: Told = {
  name: "",
  kind: "care",
  plan_key: "",
  days_without_contact: 90,
  quota_per_agent: 20,
  every: "week",
  weekday: 0,
  at: "09:00",
  agent_ids: [],
  group_id: null,
  not_again_days: 30,
  levels: [],
  reachable_only: false,
  script: {},
  active: true,
};

const fieldsOf = (campaign: Told, { plans, agents }: Pick<Known, "plans" | "agents">) => ({
  ...common(campaign),
  active: new TickField(campaign.active),
  /** Chosen where the plans are known, else named by its key. */
  plan_key: plans.length
    ? new ChoiceField<string>({ value: campaign.plan_key, required: true })
    : new TextField({ value: campaign.plan_key, required: true }),
  days_without_contact: new NumberField({ value: campaign.days_without_contact, required: true }),
  not_again_days: new NumberField({ value: campaign.not_again_days, required: true }),
  reachable_only: new TickField(campaign.reachable_only),
  group_id: new ChoiceField<string | null>({ value: campaign.group_id }),
  agent_ids: new TicksField({ value: campaign.agent_ids, choices: agents.map(({ agent_id: id }) => id) }),
  quota_per_agent: new NumberField({ value: campaign.quota_per_agent, required: true }),
  every: new ChoiceField<CampaignView["every"]>({ value: campaign.every }),
  weekday: new ChoiceField<number>({ value: campaign.weekday }),
});

export type CampaignFields = ReturnType<typeof fieldsOf>;

/** With a group chosen, the agents ticked do not count. */
export function said<Values extends ChangeCampaign>(
  values: Values,
  { group_id: group, agent_ids: agents }: Pick<NewCampaign, "group_id" | "agent_ids">,
): Values {
  if (!("group_id" in values) && !("agent_ids" in values)) return values;
  return { ...values, ...(group ? { group_id: group, agent_ids: [] } : { group_id: null, agent_ids: agents }) };
}

export function ofCampaign(
  campaign: CampaignView | null,
  known: Known,
  done: (answer: CampaignView) => void,
) {
  let version = campaign?.version;
  return new Form<CampaignFields, CampaignView>({
    name: `campaign.${campaign?.campaign_id ?? "new"}`,
    fields: fieldsOf(campaign ?? { ...BLANK, plan_key: known.plans[0]?.key ?? "" }, known),
    send: (values, key, changes) =>
      campaign
        ? api.updateCampaign(campaign.campaign_id, { ...said<ChangeCampaign>(changes, values), version })
        : api.createCampaign(said(values, values), key),
    newest: campaign
      ? async () => {
        const now = await api.readCampaign(campaign.campaign_id);
        version = now.version;
        return valuesOf(fieldsOf(now, known));
      }
      : undefined,
    done,
  });
}
