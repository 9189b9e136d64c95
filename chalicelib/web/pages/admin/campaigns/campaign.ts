/** A campaign: which customers, how many, how often, and whose they become. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { CampaignPreview, CampaignView, ChangeCampaign, NewCampaign } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { GroupField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalNumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import type { GroupChoice, Person, PlanChoice } from "../parts/people.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";
import { wordsOf, wrongPlaces } from "../parts/problem.ts";
import { common, LEVELS } from "./fields.ts";

/** What there is to choose from. */
export interface Known {
  plans: PlanChoice[];
  groups: GroupChoice[];
  agents: Person[];
  /** The customers' dates, by id and name. */
  dates: Array<[string, string]>;
  /** The questionnaires that are published, by id and name. */
  questionnaires: Array<[string, string]>;
}

export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
export const EVERY = ["day", "week"] as const;
export const WAYS = ["call", "letter"] as const;
export const BY = ["contact", "date", "level"] as const;

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
  by: "contact",
  date_field: null,
  days_after: -7,
  yearly: false,
  intervals: { vip: 30, normal: 90 },
  questionnaire_id: null,
  way: "call",
};

const intervalsOf = (held: Record<string, number>) =>
  new GroupField(
    Object.fromEntries(LEVELS.map((level) => [level, new OptionalNumberField({ value: held[level] ?? null })])),
  );

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
  by: new ChoiceField<CampaignView["by"]>({ value: campaign.by }),
  date_field: new ChoiceField<string | null>({ value: campaign.date_field }),
  days_after: new NumberField({ value: campaign.days_after, required: true }),
  yearly: new TickField(campaign.yearly),
  intervals: intervalsOf(campaign.intervals),
  questionnaire_id: new ChoiceField<string>({ value: campaign.questionnaire_id ?? "" }),
  way: new ChoiceField<CampaignView["way"]>({ value: campaign.way }),
});

export type CampaignFields = ReturnType<typeof fieldsOf>;

type Typed = Omit<ChangeCampaign, "intervals"> & { intervals?: Record<string, number | null> };

/** With a group chosen, the agents ticked do not count; levels without days are left out. */
export function said(
  values: Typed,
  { group_id: group, agent_ids: agents }: Pick<NewCampaign, "group_id" | "agent_ids">,
) {
  const { intervals, ...others } = values;
  const days = Object.entries(intervals ?? {}).filter(([, count]) => count !== null) as Array<[string, number]>;
  const whole: ChangeCampaign = { ...others, ...(intervals && { intervals: Object.fromEntries(days) }) };
  if (!("group_id" in values) && !("agent_ids" in values)) return whole;
  return { ...whole, ...(group ? { group_id: group, agent_ids: [] } : { group_id: null, agent_ids: agents }) };
}

/** What a campaign's runs came to. */
export const readingOfRuns = (id: string) =>
  new Reading(async () => {
    const read = (cursor: string | null) => api.readCampaignRuns(id, cursor);
    return new Pages(await read(null), read);
  });

/** Whom a campaign would be for, asked when somebody wants to know. */
export class Preview {
  readonly #shown = signal<CampaignPreview | null>(null);
  readonly #trouble = signal("");
  readonly #busy = signal(false);

  constructor(private readonly fields: CampaignFields, private readonly ask = api.previewCampaign) {}

  get shown(): CampaignPreview | null {
    return this.#shown.value;
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly look = async (): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#trouble.value = "";
    const { name: _, ...values } = valuesOf(this.fields);
    try {
      this.#shown.value = await this.ask(said(values, values));
    } catch (problem) {
      const places = wrongPlaces(problem as Problem);
      this.#trouble.value = [wordsOf(problem as Problem), ...Object.values(places)].join(" ");
    } finally {
      this.#busy.value = false;
    }
  };
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
        ? api.updateCampaign(campaign.campaign_id, { ...said(changes, values), version })
        : api.createCampaign(said(values, values) as NewCampaign, key),
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
