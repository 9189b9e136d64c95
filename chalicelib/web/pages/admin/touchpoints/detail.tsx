/** A month of one cell or agent: the rate, which steps failed, and the conversations behind it. */
import { useEffect, useMemo } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { base } from "../../desk/asking.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { TouchpointContactView, TouchpointResultsView } from "../../desk/operations.ts";
import { monthWritten } from "../../desk/performance.ts";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import type { Pages } from "../parts/pages.ts";
import { At, More, Table } from "../parts/table.tsx";
import { Nothing, Shown } from "../section.tsx";
import { rateWritten } from "./map.ts";
import { Detail, type Spot } from "./months.ts";

/** What a month of a cell or an agent came to. */
export function MonthDetail({ spot, month }: { spot: Spot; month: string }) {
  const failed = useSignal(false);
  const detail = useMemo(() => new Detail(spot, month, () => failed.peek()), []);
  useEffect(() => {
    void detail.reading.reload();
    return () => detail.reading.leave();
  }, []);
  return (
    <section class="touch-detail" aria-label={t("touch.month", { month: monthWritten(month) })}>
      <h3>{t("touch.month", { month: monthWritten(month) })}</h3>
      <Shown reading={detail.reading}>
        {({ results, contacts }) => (
          <>
            <Numbers results={results} />
            {spot.cell && results.agents.length > 0 && <ByAgent results={results} />}
            <label class="tick">
              <input
                type="checkbox"
                checked={failed.value}
                onChange={(event) => {
                  failed.value = event.currentTarget.checked;
                  void detail.reading.reload();
                }}
              />
              <span>{t("touch.only_failed")}</span>
            </label>
            <Contacts contacts={contacts} results={results} />
          </>
        )}
      </Shown>
    </section>
  );
}

function Numbers({ results: { numbers, failed } }: { results: TouchpointResultsView }) {
  return (
    <>
      <dl class="facts">
        <dt>{t("touch.rate")}</dt>
        <dd>
          <b>{rateWritten(numbers.rate)}</b> {t("touch.rate.of", numbers)}
        </dd>
        <dt>{t("touch.conversations")}</dt>
        <dd>{numbers.conversations}</dd>
        <dt>{t("touch.tickets")}</dt>
        <dd>{numbers.tickets}</dd>
        {numbers.pending > 0 && [<dt key="name">{t("touch.pending")}</dt>, <dd key="value">{numbers.pending}</dd>]}
      </dl>
      {failed.length > 0 && (
        <ul class="chips" aria-label={t("touch.failed")}>
          {failed.map(({ check, failed: count }) => (
            <li key={check} class="chip waiting">
              {t("touch.failed.count", { check: tOf("touch.check", check), count })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const ByAgent = ({ results: { agents } }: { results: TouchpointResultsView }) => (
  <Table
    caption={t("touchpoints.tab.agents")}
    rows={agents}
    keyOf={({ agent_id: id }) => id}
    columns={[
      { label: t("touch.agent"), cell: ({ name }) => <bdi>{name || "–"}</bdi> },
      { label: t("touch.conversations"), cell: ({ numbers }) => <>{numbers.conversations}</> },
      {
        label: t("touch.rate"),
        cell: ({ numbers }) => <>{t("touch.rate.short", { rate: rateWritten(numbers.rate) })}</>,
      },
    ]}
  />
);

const linkOf = ({ kind, about_id: id }: TouchpointContactView): string =>
  kind === "ticket" ? `${base}console#ticket/${id}` : `${base}console#${id}`;

function Contacts({ contacts }: { contacts: Pages<TouchpointContactView>; results: TouchpointResultsView }) {
  if (!contacts.items.length && !contacts.more) return <Nothing>{t("touch.contacts.none")}</Nothing>;
  return (
    <>
      <Table
        caption={t("touch.contacts.list")}
        rows={contacts.items}
        keyOf={({ about_id: id }) => id}
        columns={[
          {
            label: t("touch.contact"),
            cell: (each) => (
              <a href={linkOf(each)}>
                {t(`touch.thing.${each.kind}`)} <code>{each.about_id.slice(-6)}</code>
              </a>
            ),
          },
          { label: t("touch.at"), cell: ({ at }) => <At at={at} /> },
          { label: t("touch.agent"), cell: ({ agent }) => <bdi>{agent ?? "–"}</bdi> },
          { label: t("touch.cell"), cell: ({ code, by }) => <Code code={code} corrected={by !== null} /> },
          { label: t("touch.verdict"), cell: (each) => <Verdict of={each} /> },
        ]}
      />
      <More pages={contacts} />
    </>
  );
}

const Code = ({ code, corrected }: { code: string; corrected: boolean }) => (
  <>
    {code === "none" ? t("touch.none") : <code>{code}</code>}{" "}
    {corrected && <span class="chip">{t("touch.corrected")}</span>}
  </>
);

function Verdict({ of: { verdict, failed } }: { of: TouchpointContactView }) {
  if (verdict !== "not_kept") return <>{t(`touch.verdict.${verdict}`)}</>;
  return (
    <span class="chips">
      {failed.map((check) => <span key={check} class="chip waiting">{tOf("touch.check", check)}</span>)}
    </span>
  );
}

export const openAgent = (id: string, name: string, month: string, leaving: AbortSignal) =>
  openDrawer<null>((close) => (
    <Drawer title={name} closing={t("drawer.close")} size="wide" onClose={() => close(null)}>
      <MonthDetail spot={{ agent_id: id }} month={month} />
    </Drawer>
  ), leaving);
