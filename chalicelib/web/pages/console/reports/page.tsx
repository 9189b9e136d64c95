/** The middle pane of a report: which days and whom, the figures at a glance, one of them drawn, and all of them in lines. */
import { useEffect, useMemo } from "preact/hooks";
import { t, tOf } from "../../desk/i18n.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Behind } from "./behind.tsx";
import { Chart } from "./chart.tsx";
import { ChoiceList } from "./choices.ts";
import { Export } from "./exporting.ts";
import { figuresIn, valueOf } from "./figures.ts";
import { LoadFailed } from "./failed.tsx";
import { Headline } from "./headline.tsx";
import type { Days } from "./periods.ts";
import { questionOf, reportsOf, type Shown } from "./reports.ts";
import { countedBy, rowsOf } from "./rows.ts";
import { LinesTable } from "./table.tsx";
import { Toolbar } from "./toolbar.tsx";
import { isByHours } from "./staffing.ts";
import { Staffing } from "./staffing.tsx";
import { isOfPeople, placeOf, type View, viewOf } from "./view.ts";

export function ReportPage({ section, query }: { section: string; query: string }) {
  const desk = useDesk();
  const reports = reportsOf(desk);
  const view = viewOf(section, query);
  const choices = useMemo(() => new ChoiceList(desk.session), []);
  const exporting = useMemo(() => new Export(), []);
  useEffect(() => reports.look(view), [questionOf(view)]);
  useEffect(() => reports.remember(view), [section, query]);
  useEffect(() => () => exporting.leave(), []);
  const onView = (next: View) => desk.selection.choose(placeOf(next), { step: true });
  const { problem } = reports;
  const shown = reports.shownOf(view);
  const figures = figuresIn(section, reports.definitions ?? [], isOfPeople(view, desk.session.agent.scope));
  const days = reports.daysOf(view);
  if (view.behind && days) return <BehindPage view={view} days={days} onView={onView} />;
  return (
    <WorkPage
      label={t("reports.page")}
      contentLabel={t("reports.content")}
      class="report-page"
      title={<h2>{t(`reports.section.${section}`)}</h2>}
      moves={<Moves view={view} exporting={exporting} />}
      word={null}
      foot={null}
    >
      <Toolbar view={view} today={reports.today} days={days} choices={choices} onView={onView} />
      {problem && (
        <LoadFailed
          words={tOf("reports.failed", problem.code, { code: problem.code })}
          onAgain={() => reports.again()}
        />
      )}
      {!shown && !problem && <p class="log-word" role="status">{t("lists.loading")}</p>}
      {shown && figures.length > 0 && <Seen view={view} shown={shown} figures={figures} onView={onView} />}
    </WorkPage>
  );
}

function BehindPage({ view, days, onView }: { view: View; days: Days; onView: (view: View) => void }) {
  const reports = reportsOf(useDesk());
  const { figure: name, key } = view.behind!;
  const line = reports.shownOf(view)?.present.lines.find((each) => each.key === key);
  return (
    <WorkPage
      key="behind"
      label={t("reports.page")}
      contentLabel={t("reports.content")}
      class="report-page"
      title={<h2>{t(`reports.section.${view.section}`)}</h2>}
      moves={null}
      word={null}
      foot={null}
    >
      <Behind
        key={placeOf(view)}
        view={view}
        days={days}
        figure={reports.definitions?.find((each) => each.name === name)}
        name={line?.name ?? null}
        onBack={() => onView({ ...view, behind: null })}
      />
    </WorkPage>
  );
}

function Moves({ view, exporting }: { view: View; exporting: Export }) {
  const reports = reportsOf(useDesk());
  const days = reports.daysOf(view);
  const { progress } = exporting;
  const words = progress
    ? t(progress.of ? "reports.exporting.of" : "reports.exporting", { count: progress.done, of: progress.of })
    : t("reports.export");
  return (
    <div class="moves">
      <span class="unseen" role="status">{progress && words}</span>
      <Button
        small
        icon="down"
        aria-label={words}
        title={words}
        disabled={progress !== null || !days}
        onClick={() => days && void exporting.write(view, days)}
      >
        <span>{words}</span>
      </Button>
      <IconButton
        icon="again"
        label={t("reports.refresh")}
        disabled={reports.reading}
        onClick={() => reports.again()}
      />
    </div>
  );
}

interface SeenProps {
  view: View;
  shown: Shown;
  figures: ReturnType<typeof figuresIn>;
  onView: (view: View) => void;
}

/** Where arrivals are seen beside who was there. */
const STAFFED: readonly string[] = ["overview", "conversations", "staff"];

function Seen({ view, shown, figures, onView }: SeenProps) {
  const desk = useDesk();
  const { session } = desk;
  const reports = reportsOf(desk);
  const counted = countedBy(view, figures, shown);
  const chosen = counted.find(({ name }) => name === view.figure) ??
    counted.find((each) => valueOf(shown.present.total, each)) ?? counted[0];
  const rows = rowsOf(shown, view, figures);
  const { present, former } = shown;
  const { total, next } = present;
  const onBehind = (figure: string, key: string) => onView({ ...view, behind: { figure, key } });
  return (
    <>
      <Headline
        figures={figures}
        chosen={chosen}
        total={total}
        former={former?.total ?? null}
        compares={view.compares}
        onChoose={(figure) => onView({ ...view, figure })}
        onBehind={(figure) => onBehind(figure, "")}
      />
      <p class="hint">{t("reports.counted_later")}</p>
      {rows.length
        ? (
          <>
            <Chart
              view={view}
              figure={chosen}
              rows={rows}
              total={total}
              onView={onView}
              onBehind={(key) => onBehind(chosen.name, key)}
            />
            {STAFFED.includes(view.section) && isByHours(view) && (
              <Staffing
                view={view}
                days={present.days}
                read={present}
                ofPeople={isOfPeople(view, session.agent.scope)}
                onBehind={onBehind}
              />
            )}
            <LinesTable
              view={view}
              figures={counted}
              rows={rows}
              total={total}
              former={former?.total ?? null}
              hasMore={next !== null}
              reading={reports.reading}
              onMore={() => void reports.more()}
              onView={onView}
              onBehind={onBehind}
            />
          </>
        )
        : (
          <div class="empty">
            <p>{t("reports.none")}</p>
          </div>
        )}
    </>
  );
}
