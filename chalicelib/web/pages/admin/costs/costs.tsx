/** The section of costs: a month by days, kinds and plans; budget and what is saved by; prices. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { dateOf, dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { CostsView, KindCostView, PlanCostView, SwitchView, UsedView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, SectionFrame, Shown, useModel } from "../section.tsx";
import css from "./costs.css" with { type: "text" };
import { amount, Costs, mayChange, numberOf, OneConversation, shareOf } from "./costs.ts";
import { Settings } from "./settings.tsx";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-costs.ts"),
  en: () => import("../../words/en/admin-costs.ts"),
};

const TABS = ["month", "plans", "settings"] as const;
const PANEL = "costs-panel";

export function Content() {
  const costs = useModel(() => new Costs());
  const chosen = useSignal<typeof TABS[number]>("month");
  const { value: tab } = chosen;
  return (
    <SectionFrame id="costs" buttons={tab !== "settings" && <Months costs={costs} />}>
      <Tabs
        tabs={TABS.map((name) => ({ name, label: t(`costs.tab.${name}`) }))}
        chosen={tab}
        label={t("section.costs")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, tab)}>
        {tab === "settings" ? <Settings /> : (
          <Shown reading={costs.reading}>
            {(known) =>
              tab === "month" ? <Month costs={costs} held={known.costs} /> : (
                <>
                  {known.plans.items.length
                    ? <Plans costs={costs} plans={known.plans.items} currency={known.costs.currency} show={chosen} />
                    : <Nothing>{t("costs.none")}</Nothing>}
                  <More pages={known.plans} />
                  <One />
                </>
              )}
          </Shown>
        )}
      </div>
    </SectionFrame>
  );
}

const Months = ({ costs }: { costs: Costs }) => (
  <div class="months">
    {mayChange() && <Button small disabled={costs.busy} onClick={costs.count}>{t("costs.count")}</Button>}
    <Button small onClick={() => costs.step(-1)}>{t("audit.month.before")}</Button>
    <input
      type="month"
      value={costs.month}
      max={costs.present}
      placeholder="2026-11"
      aria-label={t("costs.month")}
      onChange={(event) => costs.choose(event.currentTarget.value)}
    />
    <Button small disabled={costs.isPresent} onClick={() => costs.step(1)}>{t("audit.month.after")}</Button>
  </div>
);

function Month({ costs, held }: { costs: Costs; held: CostsView }) {
  return (
    <>
      {costs.plan && (
        <p class="note info">
          {t("costs.of_plan", { plan: costs.plan })}{" "}
          <Button small onClick={() => costs.lookAt("")}>{t("costs.of_all")}</Button>
        </p>
      )}
      <Headline held={held} />
      {!costs.plan && <Budget costs={costs} held={held} />}
      {held.days.length
        ? (
          <>
            <Kinds held={held} />
            <Days held={held} />
          </>
        )
        : <Nothing>{t("costs.none")}</Nothing>}
      <p class="field-hint">
        {held.counted_until
          ? t("costs.counted_until", { at: dayAndTime(held.counted_until) })
          : t("costs.counted_nothing")} {t("costs.estimate")}
      </p>
    </>
  );
}

function Headline({ held: { total, currency, forecast, paid_for: paid } }: { held: CostsView }) {
  const numbers: Array<[string, string]> = [
    [t("costs.total"), amount(total.cost, currency)],
    [t("costs.forecast"), amount(forecast, currency)],
    [t("costs.conversations"), numberOf(total.conversations)],
    [t("costs.each"), amount(total.each, currency)],
    [t("costs.requests"), numberOf(total.requests)],
    [t("costs.units"), `${numberOf(total.read_units)} / ${numberOf(total.write_units)}`],
  ];
  return (
    <div class="panel padded">
      <dl class="cost-numbers">
        {numbers.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="field-hint">
        {t("costs.paid_for", {
          api: amount(paid.api, currency),
          functions: amount(paid.functions, currency),
          database: amount(paid.database, currency),
          letters: amount(paid.letters, currency),
          sms: amount(paid.sms, currency),
        })}
      </p>
    </div>
  );
}

function Budget({ costs, held }: { costs: Costs; held: CostsView }) {
  const { budget, currency, spent_percent: percent } = held;
  const level = (percent ?? 0) >= 100 ? "error" : (percent ?? 0) >= 80 ? "warning" : "info";
  const saving = held.switches.filter(({ on }) => on);
  return (
    <div class="panel padded costs-budget">
      <h2>{t("costs.budget")}</h2>
      {budget === null ? <p class="quiet">{t("costs.budget.none")}</p> : (
        <>
          <p class={`note ${level}`} role="status">
            {t("costs.budget.spent", { percent: percent ?? 0, budget: amount(budget, currency) })}
          </p>
          <progress
            class={level === "error" ? "full" : undefined}
            max={100}
            value={Math.min(100, percent ?? 0)}
            aria-label={t("costs.budget")}
          />
        </>
      )}
      <ul class="cost-switches">
        {held.switches.map((each) => <SwitchLine key={each.name} costs={costs} of={each} />)}
      </ul>
      <p class="field-hint">{saving.length ? t("costs.saving.until") : t("costs.saving.none")}</p>
    </div>
  );
}

function SwitchLine({ costs, of }: { costs: Costs; of: SwitchView }) {
  const why = of.by_hand ? "by_hand" : of.on ? "by_budget" : of.allowed ? "waits" : "never";
  const label = t(`costs.switch.${of.name}`);
  return (
    <li>
      <div class="policy">
        <span class="chips">
          <b>{label}</b>
          <span class={of.on ? "chip waiting" : "chip"}>{t(of.on ? "costs.on" : "costs.off")}</span>
        </span>
        <span class="quiet">{t(`costs.switch.${of.name}.hint`, { slower: of.slower })} {t(`costs.why.${why}`)}</span>
      </div>
      {mayChange() && (
        <Actions>
          <RowButton
            label={t(of.on ? "costs.turn_off" : "costs.turn_on")}
            of={label}
            onClick={() => void costs.switch(of, of.on ? "off" : "on")}
          />
          {of.by_hand && <RowButton label={t("costs.let")} of={label} onClick={() => void costs.switch(of, null)} />}
        </Actions>
      )}
    </li>
  );
}

const kindName = ({ kind }: KindCostView) => t(`costs.kind.${kind}`);

/** An amount with its bar: a chart that is a table as well. */
function Bar({ used, most, currency }: { used: UsedView; most: number; currency: string }) {
  return (
    <span class="cost-bar">
      <span aria-hidden="true">
        <i style={{ inlineSize: `${shareOf(used.cost, most)}%` }} />
      </span>
      {amount(used.cost, currency)}
    </span>
  );
}

function Kinds({ held: { kinds, currency } }: { held: CostsView }) {
  const most = Math.max(...kinds.map(({ used }) => used.cost));
  return (
    <>
      <h2>{t("costs.by_kind")}</h2>
      <Table
        caption={t("costs.by_kind")}
        rows={kinds}
        keyOf={({ kind }) => kind}
        columns={[
          { label: t("costs.kind"), cell: (each) => <>{kindName(each)}</> },
          { label: t("costs.cost"), cell: ({ used }) => <Bar used={used} most={most} currency={currency} /> },
          { label: t("costs.requests"), cell: ({ used }) => <>{numberOf(used.requests)}</> },
          { label: t("costs.calls"), cell: ({ used }) => <>{numberOf(used.calls)}</> },
          { label: t("costs.read_units"), cell: ({ used }) => <>{numberOf(used.read_units)}</> },
          { label: t("costs.write_units"), cell: ({ used }) => <>{numberOf(used.write_units)}</> },
        ]}
      />
    </>
  );
}

function Days({ held: { days, currency } }: { held: CostsView }) {
  const most = Math.max(...days.map(({ used }) => used.cost));
  return (
    <>
      <h2>{t("costs.by_day")}</h2>
      <Table
        caption={t("costs.by_day")}
        rows={[...days].reverse()}
        keyOf={({ day }) => day}
        columns={[
          { label: t("costs.day"), cell: ({ day }) => <time dateTime={day}>{dateOf(day)}</time> },
          { label: t("costs.cost"), cell: ({ used }) => <Bar used={used} most={most} currency={currency} /> },
          { label: t("costs.conversations"), cell: ({ used }) => <>{numberOf(used.conversations)}</> },
          { label: t("costs.each"), cell: ({ used }) => <>{amount(used.each, currency)}</> },
          { label: t("costs.requests"), cell: ({ used }) => <>{numberOf(used.requests)}</> },
          { label: t("costs.dearest"), cell: ({ kinds }) => <>{kinds.length ? kindName(kinds[0]) : "–"}</> },
        ]}
      />
    </>
  );
}

interface PlansProps {
  costs: Costs;
  plans: readonly PlanCostView[];
  currency: string;
  show: { value: typeof TABS[number] };
}

function Plans({ costs, plans, currency, show }: PlansProps) {
  const most = Math.max(...plans.map(({ used }) => used.cost));
  const look = (plan: string) => {
    show.value = "month";
    costs.lookAt(plan);
  };
  return (
    <Table
      caption={t("costs.tab.plans")}
      rows={plans}
      keyOf={({ plan_key }) => plan_key}
      columns={[
        { label: t("costs.plan"), cell: ({ plan_key }) => <span dir="auto">{plan_key}</span> },
        { label: t("costs.cost"), cell: ({ used }) => <Bar used={used} most={most} currency={currency} /> },
        { label: t("costs.conversations"), cell: ({ used }) => <>{numberOf(used.conversations)}</> },
        { label: t("costs.each"), cell: ({ used }) => <>{amount(used.each, currency)}</> },
        { label: t("costs.requests"), cell: ({ used }) => <>{numberOf(used.requests)}</> },
        {
          label: t("actions"),
          cell: ({ plan_key }) => (
            <Actions>
              <RowButton label={t("costs.days")} of={plan_key} onClick={() => look(plan_key)} />
            </Actions>
          ),
        },
      ]}
    />
  );
}

/** What one conversation cost. */
function One() {
  const one = useMemo(() => new OneConversation(), []);
  const { found } = one;
  return (
    <form
      class="panel padded cost-of-one"
      onSubmit={(event) => {
        event.preventDefault();
        void one.look();
      }}
    >
      <label class="cost-find">
        <span>{t("costs.one")}</span>
        <input
          type="text"
          value={one.typed.value}
          placeholder="cnv_…"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => one.typed.value = event.currentTarget.value}
        />
      </label>
      <Button submits>{t("costs.one.look")}</Button>
      <p aria-live="polite">
        {one.wrong && <span class="note error">{one.wrong}</span>}
        {found && t("costs.one.found", {
          cost: amount(found.used.cost, found.currency),
          plan: found.plan_key,
          requests: numberOf(found.used.requests),
          calls: numberOf(found.used.calls),
          read: numberOf(found.used.read_units),
          written: numberOf(found.used.write_units),
        })}
      </p>
    </form>
  );
}
