/** The middle pane: a month of one's own and how it came about, or those one leads. */
import { useEffect, useMemo } from "preact/hooks";
import { t, tOf } from "../../desk/i18n.ts";
import type { RankedView } from "../../desk/operations.ts";
import { moneyWritten, monthWritten, scoreWritten } from "../../desk/performance.ts";
import { Breakdown, State } from "../../desk/performance.tsx";
import { Button, IconButton, LinkButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { ChoiceList } from "../reports/choices.ts";
import { sectionOf } from "../reports/figures.ts";
import { LoadFailed } from "../reports/failed.tsx";
import { reportsOf } from "../reports/reports.ts";
import { FlowMonth } from "../touchpoints/late.tsx";
import { placeOf as placeOfReport, USUAL } from "../reports/view.ts";
import { groupOf, Months } from "./months.ts";
import { placeOf, TEAM, type View, viewOf } from "./place.ts";

export function PerformancePage({ section, query }: { section: string; query: string }) {
  const { selection, session } = useDesk();
  const view = viewOf(section, query);
  const months = useMemo(() => new Months(), []);
  useEffect(() => {
    void months.look(view);
  }, [section, query]);
  useEffect(() => () => months.leave(), []);
  const { known, problem } = months;
  const go = (next: Partial<View>) => selection.choose(placeOf({ ...view, ...next }), { step: true });
  const isThere = known !== null && placeOf(known.view) === placeOf(view);
  return (
    <WorkPage
      label={t("performance.page")}
      contentLabel={t("performance.content")}
      class="report-page"
      title={<h2>{titleOf(view, known?.held?.result?.name)}</h2>}
      moves={view.section === TEAM && !view.agent && isThere && <Export months={months} view={view} />}
      word={null}
      foot={null}
    >
      {isThere && <Tools months={months} view={view} month={known.month} go={go} />}
      {problem && (
        <LoadFailed
          words={tOf("performance.failed", problem.code, { code: problem.code })}
          onAgain={() => void months.look(view)}
        />
      )}
      {!isThere && !problem && <p class="log-word" role="status">{t("lists.loading")}</p>}
      {isThere && (known.ranking ? <Ranking months={months} go={go} /> : <Own months={months} view={view} />)}
      {isThere && !known.ranking && <FlowMonth agent={view.agent || session.agent.agent_id} month={known.month} />}
    </WorkPage>
  );
}

function titleOf({ section, agent }: View, name: string | undefined) {
  if (section !== TEAM) return t("performance.own");
  return agent && name ? <bdi>{name}</bdi> : t("performance.team");
}

interface ToolsProps {
  months: Months;
  view: View;
  month: string;
  go: (next: Partial<View>) => void;
}

function Tools({ months, view, month, go }: ToolsProps) {
  const { session } = useDesk();
  const choices = useMemo(() => new ChoiceList(session), []);
  const isTeam = view.section === TEAM && !view.agent;
  useEffect(() => {
    if (isTeam) void choices.read();
  }, [isTeam]);
  const [former, later] = [months.beside(month, -1), months.beside(month, 1)];
  return (
    <div class="report-tools">
      {view.agent && <Button small icon="back" onClick={() => go({ agent: "" })}>{t("performance.team")}</Button>}
      <div class="performance-month" role="group" aria-label={t("performance.month")}>
        <IconButton icon="back" label={t("performance.month.before")} onClick={() => go({ month: former ?? month })} />
        <h3 role="status">{monthWritten(month)}</h3>
        <IconButton
          icon="back"
          class="performance-later"
          label={t("performance.month.after")}
          disabled={!later}
          onClick={() => go({ month: later ?? month })}
        />
      </div>
      {isTeam && choices.known.groups.length > 0 && (
        <label>
          {t("performance.group")}
          <select onChange={(event) => go({ group: event.currentTarget.value })}>
            <option value="" selected={!view.group}>{t("performance.everybody")}</option>
            {choices.known.groups.map((each) => (
              <option key={each.of} value={groupOf(each)} selected={groupOf(each) === view.group}>{each.name}</option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Export({ months, view }: { months: Months; view: View }) {
  const { progress } = months.exporting;
  const words = progress ? t("performance.exporting", { ...progress }) : t("performance.export");
  return (
    <div class="moves">
      <Button
        small
        icon="down"
        aria-label={words}
        title={words}
        disabled={progress !== null}
        onClick={() => void months.export(view, months.known?.month ?? "")}
      >
        <span>{words}</span>
      </Button>
    </div>
  );
}

/** One's own, or that of somebody one leads. */
function Own({ months, view }: { months: Months; view: View }) {
  const desk = useDesk();
  const reports = reportsOf(desk);
  const held = months.known?.held;
  if (!held) return null;
  if (!held.result) {
    return (
      <div class="empty">
        <p>{t("performance.none")}</p>
      </div>
    );
  }
  const { agent_id: agent } = held.result;
  const days = { from: held.first, to: held.last };
  const open = async (figure: string) => {
    await reports.open();
    const definition = reports.definitions?.find(({ name }) => name === figure);
    const section = definition ? sectionOf(definition) : USUAL.section;
    const behind = { figure, key: "" };
    desk.selection.choose(
      placeOfReport({ ...USUAL, section, period: "days", days, of: `agent:${agent}`, figure, behind }),
      { step: true },
    );
  };
  const mayOpen = desk.session.can("reports.see");
  return (
    <>
      <div class="performance-state">
        <State held={held} />
        {held.revision === null && <p class="hint">{t("performance.draft.hint")}</p>}
      </div>
      <Breakdown key={view.agent} result={held.result} onFigure={mayOpen ? (name) => void open(name) : undefined} />
    </>
  );
}

function Ranking({ months, go }: { months: Months; go: (next: Partial<View>) => void }) {
  const ranking = months.known?.ranking;
  if (!ranking) return null;
  if (!ranking.items.length) {
    return (
      <div class="empty">
        <p>{t("performance.ranking.none")}</p>
      </div>
    );
  }
  return (
    <>
      <div class="performance-state">
        <span class={ranking.revision === null ? "chip waiting" : "chip open"}>
          {t(ranking.revision === null ? "performance.draft" : "performance.confirmed")}
        </span>
      </div>
      <div class="report-scroll" tabIndex={0} role="region" aria-label={t("performance.ranking")}>
        <table class="report-table">
          <caption class="unseen">{t("performance.ranking")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("performance.agent")}</th>
              <th scope="col">{t("performance.place")}</th>
              <th scope="col">{t("performance.score")}</th>
              <th scope="col">{t("performance.grade")}</th>
              <th scope="col">{t("performance.bonus")}</th>
            </tr>
          </thead>
          <tbody>
            {ranking.items.map((line) => <Line key={line.result.agent_id} line={line} go={go} />)}
          </tbody>
        </table>
      </div>
      {ranking.next && <Button wide disabled={months.busy} onClick={() => void months.more()}>{t("lists.more")}
      </Button>}
    </>
  );
}

const Line = ({ line: { place, result }, go }: { line: RankedView; go: (next: Partial<View>) => void }) => (
  <tr>
    <th scope="row">
      <LinkButton onClick={() => go({ agent: result.agent_id })}>
        <bdi>{result.name}</bdi>
      </LinkButton>
    </th>
    <td>{place ?? "–"}</td>
    <td>{scoreWritten(result.score)}</td>
    <td>
      <bdi>{result.grade ?? "–"}</bdi>
    </td>
    <td>{result.failure ? t("performance.not_computed") : moneyWritten(result.bonus, result.currency)}</td>
  </tr>
);
