/** The section of follow-up plans: campaigns with how far they are, and rules. */
import type { ComponentChildren } from "preact";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { CampaignProgress, RuleView } from "../../desk/operations.ts";
import { More } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { openCampaign } from "./campaign.tsx";
import type { Known } from "./campaign.ts";
import { finders, FollowUps, isRunning, quotaOf } from "./followups.ts";
import { openRuns } from "./happened.tsx";
import { LAST_AGENT } from "./rule.ts";
import { openRule } from "./rule.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-campaigns.ts"),
  en: () => import("../../words/en/admin-campaigns.ts"),
};

export function Content() {
  const followUps = useModel(() => new FollowUps());
  const leaving = useLeaving();
  const { reading, known } = followUps;
  const campaign = async (of: CampaignProgress | null) => followUps.stored(await openCampaign(of, known, leaving));
  const rule = async (of: RuleView | null) => followUps.stored(await openRule(of, known, leaving));
  const newRule = <Button disabled={reading.data === null} onClick={() => rule(null)}>{t("rules.new")}</Button>;
  const create = { label: t("campaigns.new"), run: () => campaign(null) };
  return (
    <Section id="followups" reading={reading} create={create} tools={newRule}>
      {({ campaigns, rules }) => (
        <>
          <Cards none={t("campaigns.none")}>
            {campaigns.items.map((each) => (
              <CampaignCard
                key={each.campaign_id}
                campaign={each}
                followUps={followUps}
                edit={() => campaign(each)}
                run={() => run(each, followUps, leaving)}
                runs={() => void openRuns(each, leaving)}
              />
            ))}
          </Cards>
          <More pages={campaigns} />
          <h2 class="below">{t("rules")}</h2>
          <Cards none={t("rules.none")}>
            {rules.items.map((each) => (
              <RuleCard
                key={each.rule_id}
                rule={each}
                followUps={followUps}
                edit={() => rule(each)}
              />
            ))}
          </Cards>
          <More pages={rules} />
        </>
      )}
    </Section>
  );
}

const Cards = ({ none, children }: { none: string; children: ComponentChildren[] }) =>
  children.length ? <ul class="plans">{children}</ul> : <Nothing>{none}</Nothing>;

async function run(campaign: CampaignProgress, followUps: FollowUps, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("campaign.run.title", { name: campaign.name }),
    paragraphs: [t("campaign.run.body", quotaOf(campaign))],
    confirm: t("campaign.run"),
    danger: false,
  };
  if (await confirmed(question, leaving)) await followUps.run(campaign);
}

interface CampaignCardProps {
  campaign: CampaignProgress;
  followUps: FollowUps;
  edit: () => void;
  run: () => void;
  runs: () => void;
}

function CampaignCard({ campaign, followUps, edit, run, runs }: CampaignCardProps) {
  const named = finders(followUps.known);
  const { group_id: group, agent_ids: agents, next_run_at: next } = campaign;
  return (
    <li class="panel padded plan">
      <Head of={campaign}>
        <Button small icon="play" disabled={!campaign.active || isRunning(campaign)} onClick={run}>
          {t("campaign.run")}
        </Button>
        <Button small aria-label={`${t("runs")} ${campaign.name}`} onClick={runs}>{t("runs")}</Button>
        <Edit of={campaign} onClick={edit} />
      </Head>
      <Progress of={campaign} />
      <Facts
        facts={[
          ["plan_key", named.plan(campaign.plan_key)],
          ["by", chosenBy(campaign, followUps.known)],
          ["quota_per_agent", t("quota", quotaOf(campaign))],
          ["whose", group ? named.group(group) : agents.map(named.agent).join(t("comma"))],
          ["next_run_at", next ? dayAndTime(next) : t("campaign.never")],
          ["last_run_on", campaign.last_run_on ?? t("campaign.not_yet")],
        ]}
      />
    </li>
  );
}

/** How its customers are chosen, in words. */
function chosenBy(campaign: CampaignProgress, { dates }: Known): string {
  const { by, days_without_contact: count, date_field: field, days_after: days, yearly, intervals } = campaign;
  if (by === "contact") return t("campaign.chosen.contact", { count });
  if (by === "level") {
    const each = Object.entries(intervals).map(([level, every]) =>
      t("campaign.chosen.level", { level: t(`level.${level}`), count: every })
    );
    return each.join(t("comma"));
  }
  const name = dates.find(([id]) => id === field)?.[1] ?? t("unseen");
  const side = days === 0 ? "on" : days < 0 ? "before" : "after";
  const when = t(`campaign.chosen.${side}`, { name, count: Math.abs(days) });
  return yearly ? t("campaign.chosen.yearly", { when }) : when;
}

interface RuleCardProps {
  rule: RuleView;
  followUps: FollowUps;
  edit: () => void;
}

function RuleCard({ rule, followUps, edit }: RuleCardProps) {
  const named = finders(followUps.known);
  const some = (words: string[]) => words.length ? words.join(t("comma")) : t("all");
  return (
    <li class="panel padded plan">
      <Head of={rule}>
        <Edit of={rule} onClick={edit} />
      </Head>
      <Facts
        facts={[
          ["after_days", t("rule.when", { count: rule.after_days, time: rule.at })],
          ["owner", rule.owner === LAST_AGENT ? t("owner.last_agent") : named.agent(rule.owner)],
          ["plan_keys", some(rule.plan_keys.map(named.plan))],
          ["categories", some(rule.categories)],
          ["levels", some(rule.levels.map((level) => t(`level.${level}`)))],
        ]}
      />
    </li>
  );
}

interface HeadProps {
  of: { name: string; kind: string; active: boolean };
  children: ComponentChildren;
}

const Head = ({ of, children }: HeadProps) => (
  <header class="plan-head">
    <h2 dir="auto">{of.name}</h2>
    <span class="chip">{t(`followup_kind.${of.kind}`)}</span>
    {!of.active && <span class="chip waiting">{t("campaign.paused")}</span>}
    <span class="spring" />
    {children}
  </header>
);

const Edit = ({ of, onClick }: { of: { name: string }; onClick: () => void }) => (
  <Button small aria-label={`${t("edit")} ${of.name}`} onClick={onClick}>{t("edit")}</Button>
);

const Facts = ({ facts }: { facts: Array<[string, string]> }) => (
  <dl class="facts">
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{t(`field.${name}`)}</dt>
        <dd dir="auto">{value}</dd>
      </div>
    ))}
  </dl>
);

/** Of what was planned in all runs: how many are done, with whom we spoke, and how many are late. */
function Progress({ of }: { of: CampaignProgress }) {
  const { planned, done, reached, overdue } = of.progress;
  const percent = Math.round(done / planned * 100);
  const words = planned ? t("progress", { planned, done, reached, percent }) : t("progress.none");
  return (
    <div class="progress">
      <progress max={Math.max(1, planned)} value={done} aria-label={words} />
      <p>
        {words}
        {overdue > 0 && [" ", <b class="late" key="late">{t("progress.overdue", { count: overdue })}</b>]}
        {isRunning(of) && [" ", <span class="chip waiting" key="running">{t("progress.running")}</span>]}
      </p>
    </div>
  );
}
