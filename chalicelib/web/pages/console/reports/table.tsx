/** All figures of a section, a line for each step of time, or for each of those that stand side by side. */
import { useState } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { SumsView } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { difference, type Figure, isBacked, timesOf, valueOf } from "./figures.ts";
import { keyWritten, titleOf, written, writtenDifference } from "./format.ts";
import { KEY, nextSort, type Row } from "./rows.ts";
import { isKeyed, type View } from "./view.ts";

/** So many lines are drawn at first: the hours of a month are many. */
const FEW = 62;

interface LinesTableProps {
  view: View;
  figures: readonly Figure[];
  rows: readonly Row[];
  total: SumsView | null;
  former: SumsView | null;
  hasMore: boolean;
  reading: boolean;
  onMore: () => void;
  onView: (view: View) => void;
  onBehind: (figure: string, key: string) => void;
}

export function LinesTable(props: LinesTableProps) {
  const { view, figures, rows, total, former, hasMore, reading, onMore, onView, onBehind } = props;
  const [isWhole, setWhole] = useState(false);
  const label = t("reports.table", { by: t(`reports.by.${view.by}`) });
  const shown = isWhole ? rows : rows.slice(0, FEW);
  const sort = (column: string) => onView({ ...view, sort: nextSort(view.sort, column) });
  return (
    <div class="report-all">
      <h3>{label}</h3>
      {hasMore && view.sort && <p class="hint">{t("reports.sorted_some")}</p>}
      <div class="report-scroll" tabIndex={0} role="region" aria-label={label}>
        <table class="report-table">
          <caption class="unseen">{label}</caption>
          <thead>
            <tr>
              <Head name={KEY} label={t(`reports.by.${view.by}`)} sort={view.sort} onSort={sort} />
              {figures.map((each) => (
                <Head key={each.name} name={each.name} label={titleOf(each)} sort={view.sort} onSort={sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ line, former }) => (
              <tr key={line.key}>
                <th scope="row">
                  <bdi>{keyWritten(view.by, line.key, line.name)}</bdi>
                </th>
                {figures.map((figure) => (
                  <td key={figure.name}>
                    <Cell
                      figure={figure}
                      sums={line.figures}
                      former={view.compares ? former : null}
                      onBehind={() => onBehind(figure.name, line.key)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {total && (
            <tfoot>
              <tr>
                <th scope="row">{t("reports.total")}</th>
                {figures.map((figure) => (
                  <td key={figure.name}>
                    <Cell figure={figure} sums={total} former={view.compares ? former : null} />
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      {rows.length > shown.length && (
        <Button onClick={() => setWhole(true)}>{t("reports.show_all", { count: rows.length })}</Button>
      )}
      {hasMore && isKeyed(view.by) && (
        <Button disabled={reading} onClick={onMore}>{t(reading ? "lists.loading" : "lists.more")}</Button>
      )}
    </div>
  );
}

interface HeadProps {
  name: string;
  label: string;
  sort: string;
  onSort: (name: string) => void;
}

function Head({ name, label, sort, onSort }: HeadProps) {
  const order = sort === name ? "ascending" : sort === `-${name}` ? "descending" : undefined;
  return (
    <th scope="col" aria-sort={order}>
      <button type="button" onClick={() => onSort(name)}>
        {label}
        <span class="report-order" aria-hidden="true">{order && (order === "ascending" ? "↑" : "↓")}</span>
      </button>
    </th>
  );
}

interface CellProps {
  figure: Figure;
  sums: SumsView;
  former: SumsView | null;
  onBehind?: () => void;
}

function Cell({ figure, sums, former, onBehind }: CellProps) {
  const value = valueOf(sums, figure);
  const words = written(figure.unit, value);
  const times = timesOf(sums, figure);
  const changed = former && difference(figure.unit, value, valueOf(former, figure));
  return (
    <>
      {onBehind && isBacked(sums, figure)
        ? <LinkButton title={t("reports.behind.show")} onClick={onBehind}>{words}</LinkButton>
        : words}
      {times && times.number > 0 && <small>{t("reports.slow", { p90: written("seconds", times.p90) })}</small>}
      {changed && <small>{writtenDifference(changed)}</small>}
    </>
  );
}
