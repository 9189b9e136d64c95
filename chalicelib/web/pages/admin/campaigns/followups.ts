/** Follow-up plans: campaigns with how far they are, and rules. */
import type { Problem } from "../../desk/client.ts";
import type { CampaignProgress, CampaignView } from "../../desk/operations.ts";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { newKey } from "../parts/once.ts";
import { activeOnes, knownAgents, knownGroups, knownPlans, namesOf } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import type { Known } from "./campaign.ts";

const PACE_MS = 2000;

export const isRunning = ({ last_run: run }: CampaignProgress): boolean => run?.state === "running";

export const quotaOf = ({ quota_per_agent: count, every }: CampaignView) => ({ count, every: t(`every.${every}`) });

async function readCampaigns(): Promise<CampaignProgress[]> {
  const campaigns = await api.listCampaigns();
  return await Promise.all(campaigns.map(({ campaign_id: id }) => api.readCampaign(id)));
}

export class FollowUps {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly reading = new Reading(async () => {
    const [campaigns, rules, plans, groups, agents] = await Promise.all([
      readCampaigns(),
      api.listFollowUpRules(),
      knownPlans(),
      knownGroups(),
      knownAgents(),
    ]);
    this.#lookAgain(campaigns.some(isRunning));
    return { campaigns, rules, known: { plans, groups, agents: activeOnes(agents) } };
  });

  get known(): Known {
    return this.reading.data?.known ?? { plans: [], groups: [], agents: [] };
  }

  stored(answer: { name: string } | null): void {
    if (answer) say(t("stored", { name: answer.name }));
    this.reading.reload();
  }

  async run({ campaign_id: id, name, last_run: last }: CampaignProgress): Promise<void> {
    try {
      const { run_id: run } = await api.runCampaign(id, newKey());
      say(t(run === last?.run_id ? "campaign.ran_before" : "campaign.started", { name }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
    this.reading.reload();
  }

  leave(): void {
    clearTimeout(this.#timer);
  }

  /** While a run goes on, its numbers grow. */
  #lookAgain(wanted: boolean): void {
    clearTimeout(this.#timer);
    if (wanted) this.#timer = setTimeout(this.reading.reload, PACE_MS);
  }
}

/** What plans, groups and agents are called. */
export const finders = ({ plans, groups, agents }: Known) => ({
  plan: namesOf(plans, ({ key }) => key, ({ name }) => name),
  group: namesOf(groups, ({ group_id: id }) => id, ({ name }) => name),
  agent: namesOf(agents, ({ agent_id: id }) => id, agentName),
});
