/** The section of plans: one for each website, how it stands, and the line of HTML that puts the chat on it. */
import type { ComponentChildren } from "preact";
import { Button } from "../../kit/button.tsx";
import { dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { PlanView } from "../../desk/operations.ts";
import { namesOf } from "../parts/people.ts";
import { More } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { openCopy, openNewPlan, openPlan } from "./editor.tsx";
import { EmbedCode } from "./embed.tsx";
import { offered } from "./plan.ts";
import { Plans } from "./plans.ts";

export function Content() {
  const plans = useModel(() => new Plans());
  const leaving = useLeaving();
  const create = async () => plans.stored(await openNewPlan(offered(plans.people), leaving));
  const copy = async (plan: PlanView) => plans.stored(await openCopy(plan, leaving));
  const open = async (plan: PlanView) => plans.stored(await openPlan(plan, offered(plans.people, plan), leaving));
  return (
    <Section id="plans" reading={plans.reading} create={{ label: t("plans.new"), run: create }}>
      {({ pages, archived, groups }) => {
        if (!pages.items.length && !pages.more && !archived.length) return <Nothing>{t("plans.none")}</Nothing>;
        const group = namesOf(groups, ({ group_id: id }) => id, ({ name }) => name);
        return (
          <>
            <ul class="plans">
              {pages.items.map((plan) => (
                <Card
                  key={plan.key}
                  plan={plan}
                  group={group}
                  open={() => open(plan)}
                  copy={() => copy(plan)}
                  archive={() => plans.archive(plan, true)}
                />
              ))}
            </ul>
            <More pages={pages} bySight />
            {archived.length > 0 && <Archived plans={archived} restore={(plan) => plans.archive(plan, false)} />}
          </>
        );
      }}
    </Section>
  );
}

interface CardProps {
  plan: PlanView;
  group: (id: string) => string;
  open: () => void;
  copy: () => void;
  archive: () => void;
}

interface ArchivedProps {
  plans: readonly PlanView[];
  restore: (plan: PlanView) => void;
}

const Archived = ({ plans, restore }: ArchivedProps) => (
  <details class="panel padded">
    <summary>{t("plans.show_archived")}</summary>
    <ul>
      {plans.map((plan) => (
        <li key={plan.key} class="plan-head">
          <bdi>{plan.name}</bdi>
          <span class="spring" />
          <Button small aria-label={`${t("plans.restore")} ${plan.name}`} onClick={() => restore(plan)}>
            {t("plans.restore")}
          </Button>
        </li>
      ))}
    </ul>
  </details>
);

const Card = ({ plan, group, open, copy, archive }: CardProps) => (
  <li class="panel padded plan">
    <header class="plan-head">
      <span class="plan-color" style={{ backgroundColor: plan.look.color }} />
      <h2 dir="auto">{plan.name}</h2>
      {!plan.open && <span class="chip waiting">{t("plans.switched_off")}</span>}
      <span class="spring" />
      <Button small aria-label={`${t("edit")} ${plan.name}`} onClick={open}>{t("edit")}</Button>
      <Button small aria-label={`${t("plans.copy")} ${plan.name}`} onClick={copy}>{t("plans.copy")}</Button>
      <Button small aria-label={`${t("plans.archive")} ${plan.name}`} onClick={archive}>{t("plans.archive")}</Button>
    </header>
    <dl class="facts">
      {factsOf(plan, group).map(([field, value]) => (
        <div key={field}>
          <dt>{tOf("field", field, { field })}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
    <EmbedCode planKey={plan.key} />
  </li>
);

function factsOf(plan: PlanView, group: (id: string) => string): Array<[string, ComponentChildren]> {
  const { offline, hours, allowed_origins: origins, seen_at: seen } = plan;
  const chosen = t(plan.agent_ids.length ? "plans.chosen" : "plans.everybody");
  return [
    ["group_ids", plan.group_ids.length ? plan.group_ids.map(group).join(t("comma")) : chosen],
    ["allocation", t(`allocation.${plan.allocation}`)],
    ["accept_seconds", t("seconds", { count: plan.accept_seconds })],
    ["hours", hours ? t("plans.hours", { zone: plan.time_zone }) : t("hours.always")],
    [
      "recipients",
      offline.recipients.length
        ? offline.recipients.map(({ name }) => name).join(t("comma"))
        : t("plans.no_recipients"),
    ],
    ["allowed_origins", origins.length ? origins.map((each) => <code key={each}>{each}</code>) : t("plans.anywhere")],
    ["seen_at", seen ? t("plans.seen", { origin: plan.seen_origin, time: dayAndTime(seen) }) : t("plans.unseen")],
  ];
}
