/** One figure, drawn: lines over time, cells of the week, or bars side by side; or the same as a table. */
import type { ComponentChildren } from "preact";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Bars, SpreadBars } from "./bars.tsx";
import { type Figure, isBacked, timesOf, valueOf } from "./figures.ts";
import { brief, keyBrief, keyWritten, titleOf, written } from "./format.ts";
import { HeatMap } from "./heat.tsx";
import { LinesChart } from "./lines-chart.tsx";
import type { Row } from "./rows.ts";
import { type Series, seriesOf } from "./series.ts";
import { targetOf } from "./target.ts";
import type { SumsView } from "../../desk/operations.ts";
import { isKeyed, type View } from "./view.ts";

interface ChartProps {
  view: View;
  figure: Figure;
  rows: readonly Row[];
  total: SumsView | null;
  onView: (view: View) => void;
  onBehind: (key: string) => void;
}

export function Chart(props: ChartProps) {
  const { view, figure, rows, total, onView } = props;
  const title = titleOf(figure);
  const series = seriesOf(
    figure,
    rows.map(({ line }) => line),
    view.compares ? rows.map(({ former }) => former) : null,
  );
  const times = timesOf(total, figure);
  const drawn = view.by === "clock" || isKeyed(view.by) ? [series[0]] : series;
  return (
    <figure class="report-chart">
      <figcaption>
        <h3>{t("reports.chart", { figure: title, by: t(`reports.by.${view.by}`) })}</h3>
        {!view.asTable && drawn.length > 1 && <Legend series={drawn} />}
        <Button small aria-pressed={view.asTable} onClick={() => onView({ ...view, asTable: !view.asTable })}>
          {t("reports.as_table")}
        </Button>
      </figcaption>
      {view.asTable ? null : <Drawn {...props} series={series} />}
      <SeriesTable {...props} series={series} isSeen={view.asTable} />
      {times && times.number > 0 && (
        <Distribution title={t("reports.spread", { figure: title })}>
          <SpreadBars
            label={t("reports.spread", { figure: title })}
            times={times}
            target={targetOf(total, figure)}
            write={(value) => written("seconds", value)}
          />
        </Distribution>
      )}
    </figure>
  );
}

const Distribution = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="report-distribution">
    <h4>{title}</h4>
    {children}
  </div>
);

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul class="report-legend" aria-hidden="true">
      {series.map(({ name }) => (
        <li key={name}>
          <i class={name} />
          {t(`reports.series.${name}`)}
        </li>
      ))}
    </ul>
  );
}

function Drawn({ view, figure, rows, series, total, onBehind }: ChartProps & { series: readonly Series[] }) {
  const label = t("reports.chart", { figure: titleOf(figure), by: t(`reports.by.${view.by}`) });
  const write = (value: number | null) => written(figure.unit, value);
  const writeBrief = (value: number) => brief(figure.unit, value);
  const nameOf = ({ line: { key, name } }: Row) => keyWritten(view.by, key, name);
  if (view.by === "clock") {
    const values = new Map(rows.map(({ line }) => [line.key, valueOf(line.figures, figure)]));
    return <HeatMap label={label} values={values} write={write} writeBrief={writeBrief} onPick={onBehind} />;
  }
  const target = targetOf(total, figure);
  if (isKeyed(view.by)) {
    const bars = rows.map((row) => ({
      key: row.line.key,
      name: nameOf(row),
      value: valueOf(row.line.figures, figure),
      former: valueOf(row.former, figure),
      isBacked: isBacked(row.line.figures, figure),
    }));
    return <Bars label={label} bars={bars} compares={view.compares} target={target} write={write} onPick={onBehind} />;
  }
  return (
    <LinesChart
      label={label}
      series={series}
      names={rows.map(nameOf)}
      briefs={rows.map(({ line }) => keyBrief(view.by, line.key))}
      kind={{ isWhole: figure.unit === "count", isTime: figure.unit === "seconds" }}
      most={figure.unit === "share" ? 1 : undefined}
      target={target}
      write={write}
      writeBrief={writeBrief}
      onPick={(at) => onBehind(rows[at].line.key)}
    />
  );
}

/** What is drawn, for who does not see it, and for who would rather read it. */
function SeriesTable(
  { view, figure, rows, series, isSeen }: ChartProps & { series: readonly Series[]; isSeen: boolean },
) {
  const title = titleOf(figure);
  const table = (
    <table class={isSeen ? "report-table" : undefined}>
      <caption class="unseen">{t("reports.chart", { figure: title, by: t(`reports.by.${view.by}`) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t(`reports.by.${view.by}`)}</th>
          {series.map(({ name }) => (
            <th key={name} scope="col">{name === "value" ? title : t(`reports.series.${name}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line: { key, name } }, at) => (
          <tr key={key}>
            <th scope="row">{keyWritten(view.by, key, name)}</th>
            {series.map((each) => <td key={each.name}>{written(figure.unit, each.values[at])}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!isSeen) return <div class="unseen">{table}</div>;
  return <div class="report-scroll" tabIndex={0} role="region" aria-label={t("reports.as_table")}>{table}</div>;
}
