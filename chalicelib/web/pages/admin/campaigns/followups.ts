/** Follow-up plans: campaigns with how far they are, and rules. */
import type { Problem } from "../../desk/client.ts";
import type { CampaignProgress, CampaignView, RuleView } from "../../desk/operations.ts";
import { agentName } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { newKey } from "../parts/once.ts";
import { type Page, Pages } from "../parts/pages.ts";
import { activeOnes, knownAgents, knownGroups, knownPlans, namesOf } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import type { Known } from "./campaign.ts";

const PACE_MS = 2000;

export const isRunning = ({ last_run: run }: CampaignProgress): boolean => run?.state === "running";

export const quotaOf = ({ quota_per_agent: count, every }: CampaignView) => ({ count, every: t(`every.${every}`) });

async function allKnown(): Promise<Known> {
  const [plans, groups, agents, dates, questionnaires] = await Promise.all([
    knownPlans(),
    knownGroups(),
    knownAgents(),
    knownDates(),
    knownQuestionnaires(),
  ]);
  return { plans, groups, agents: activeOnes(agents), dates, questionnaires };
}

/** Those that can be asked. */
async function knownQuestionnaires(): Promise<Known["questionnaires"]> {
  const all = await api.listQuestionnaires().catch(() => []);
  const name = language.code === "en" ? "en" : "zh-CN";
  return all.filter(({ published }) => published !== null).map((
    { questionnaire_id: id, names },
  ) => [id, names[name] ?? id]);
}

/** The customers' dates; none for who may not see which fields there are. */
async function knownDates(): Promise<Known["dates"]> {
  const fields = await api.listCustomFields().catch(() => []);
  const dates = fields.filter(({ kind, archived }) => kind === "date" && !archived);
  return dates.map(({ field_id: id, zh, en }) => [id, language.code === "en" ? en : zh]);
}

type Asking = Pick<typeof api, "readCampaigns" | "readCampaign" | "readFollowUpRules" | "runCampaign">;

/** The first page, and as many more as were read before. */
async function pagesOf<Item>(
  read: (cursor: string | null) => Promise<Page<Item>>,
  former: Pages<Item> | undefined,
): Promise<Pages<Item>> {
  const pages = new Pages(await read(null), read);
  while (pages.items.length < (former?.items.length ?? 0) && pages.more && !pages.problem) await pages.readOn();
  return pages;
}

interface Read {
  campaigns: Pages<CampaignProgress>;
  rules: Pages<RuleView>;
  known: Known;
}

export class FollowUps {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLeft = false;
  readonly reading: Reading<Read> = new Reading(async () => {
    const former = this.reading.data;
    const [campaigns, rules, known] = await Promise.all([
      pagesOf((cursor) => this.#readCampaigns(cursor), former?.campaigns),
      pagesOf(this.ask.readFollowUpRules, former?.rules),
      this.readKnown(),
    ]);
    this.#lookAgain(campaigns);
    return { campaigns, rules, known };
  });

  constructor(
    private readonly ask: Asking = api,
    private readonly readKnown: () => Promise<Known> = allKnown,
    private readonly paceMs = PACE_MS,
  ) {}

  get known(): Known {
    return this.reading.data?.known ?? { plans: [], groups: [], agents: [], dates: [], questionnaires: [] };
  }

  stored(answer: { name: string } | null): void {
    if (answer) say(t("stored", { name: answer.name }));
    this.reading.reload();
  }

  async run({ campaign_id: id, name, last_run: last }: CampaignProgress): Promise<void> {
    try {
      const { run_id: run } = await this.ask.runCampaign(id, newKey());
      say(t(run === last?.run_id ? "campaign.ran_before" : "campaign.started", { name }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
    this.reading.reload();
  }

  /** Nobody looks any more, also not at what is still on its way. */
  leave(): void {
    this.#isLeft = true;
    clearTimeout(this.#timer);
  }

  /** A page of campaigns, each with how far it is. */
  async #readCampaigns(cursor: string | null): Promise<Page<CampaignProgress>> {
    const { items, next } = await this.ask.readCampaigns(cursor);
    return { items: await Promise.all(items.map(({ campaign_id: id }) => this.ask.readCampaign(id))), next };
  }

  /** While a run goes on, its numbers grow. */
  #lookAgain(campaigns: Pages<CampaignProgress>): void {
    clearTimeout(this.#timer);
    const running = campaigns.items.filter(isRunning).map(({ campaign_id: id }) => id);
    if (this.#isLeft || !running.length) return;
    this.#timer = setTimeout(async () => {
      const read = await Promise.all(running.map((id) => this.ask.readCampaign(id).catch(() => null)));
      if (this.#isLeft || this.reading.data?.campaigns !== campaigns) return;
      for (const now of read) if (now) campaigns.replace(now, ({ campaign_id: id }) => id === now.campaign_id);
      this.#lookAgain(campaigns);
    }, this.paceMs);
  }
}

/** What plans, groups and agents are called. */
export const finders = ({ plans, groups, agents }: Known) => ({
  plan: namesOf(plans, ({ key }) => key, ({ name }) => name),
  group: namesOf(groups, ({ group_id: id }) => id, ({ name }) => name),
  agent: namesOf(agents, ({ agent_id: id }) => id, agentName),
});
