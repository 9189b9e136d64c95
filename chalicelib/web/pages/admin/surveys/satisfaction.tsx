/** The section of satisfaction: how many were asked, answered and are content. */
import { Button } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import type { FiguresView } from "../../desk/operations.ts";
import { type Column, Table } from "../parts/table.tsx";
import { Nothing, Section, useModel } from "../section.tsx";
import { Bars } from "./bars.tsx";
import { PeriodPicker } from "./period.tsx";
import { callbacks, type Figures, mean, nameOf, percent, Satisfaction, type Way, WAYS } from "./satisfaction.ts";

const TOTAL = "total";

export function Content() {
  const satisfaction = useModel(() => new Satisfaction());
  return (
    <Section id="satisfaction" reading={satisfaction.reading} tools={<Tools satisfaction={satisfaction} />}>
      {(figures) =>
        figures.total.asked
          ? (
            <>
              <Summary total={figures.total} />
              <List figures={figures} />
            </>
          )
          : <Nothing>{t("figures.none")}</Nothing>}
    </Section>
  );
}

const Tools = ({ satisfaction }: { satisfaction: Satisfaction }) => (
  <div class="months">
    <PeriodPicker period={satisfaction.period} />
    <select
      aria-label={t("figures.by")}
      value={satisfaction.by}
      onChange={(event) => satisfaction.choose(event.currentTarget.value as Way)}
    >
      {WAYS.map((way) => <option key={way} value={way}>{t(`figures.by.${way}`)}</option>)}
    </select>
    <Button disabled={!satisfaction.reading.data?.items.length} onClick={satisfaction.save}>{t("figures.csv")}</Button>
  </div>
);

function Summary({ total }: { total: FiguresView }) {
  const facts = {
    average: mean(total.average),
    answer_rate: percent(total.answer_rate),
    low_share: percent(total.low_share),
    resolved_share: percent(total.resolved_share),
    callbacks: callbacks(total),
  };
  return (
    <dl class="panel padded figures">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`figures.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A line of the list; the last one is of all. */
interface Line {
  key: string;
  of: FiguresView;
}

const counted = (name: string, words: (of: FiguresView) => string | number): Column<Line> => ({
  label: t(`figures.${name}`),
  cell: ({ of }) => <span class="number">{words(of)}</span>,
});

const columnsOf = (by: Way): Array<Column<Line>> => [
  {
    label: t(`figures.by.${by}`),
    cell: ({ key, of }) => key === TOTAL ? <b>{t("figures.total")}</b> : <bdi class="who-name">{nameOf(of)}</bdi>,
  },
  counted("asked", ({ asked }) => asked),
  counted("answered", ({ answered }) => answered),
  counted("answer_rate", ({ answer_rate: rate }) => percent(rate)),
  counted("average", ({ average }) => mean(average)),
  {
    label: t("figures.distribution"),
    cell: ({ of }) => of.answered ? <Bars distribution={of.distribution} /> : "—",
  },
  counted("low_share", ({ low_share: share }) => percent(share)),
  counted("resolved_share", ({ resolved_share: share }) => percent(share)),
  counted("callbacks", callbacks),
];

const List = ({ figures: { by, items, total } }: { figures: Figures }) => (
  <Table
    caption={t("section.satisfaction")}
    rows={[...items.map((of) => ({ key: of.key || "nobody", of })), { key: TOTAL, of: total }]}
    total={({ key }) => key === TOTAL}
    keyOf={({ key }) => key}
    faded={({ key, of }) => key !== TOTAL && !of.asked}
    columns={columnsOf(by)}
  />
);
