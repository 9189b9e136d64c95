/** What was answered, as a report: how many, each question, apart by one side, and the responses behind it. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type {
  AskedQuestionShown,
  QuestionFiguresShown,
  QuestionnaireFigures,
  QuestionnaireReport,
  QuestionnaireResponse,
} from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { More, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { PeriodPicker } from "../surveys/period.tsx";
import type { Side } from "./asking.ts";
import { inWords } from "./editing.ts";
import {
  answerOf,
  type Filter,
  FILTERS,
  nameOf,
  percent,
  Report,
  type Seen,
  SIDES,
  spreadOf,
  written,
} from "./report.ts";

export function ReportPanel() {
  const model = useModel(() => new Report());
  const leaving = useLeaving();
  return (
    <>
      <Shown reading={model.reading}>
        {(seen) =>
          seen.report
            ? (
              <>
                <Tools model={model} seen={seen} />
                <Totals total={seen.report.total} />
                {seen.report.questions.map((question, at) => (
                  <QuestionPanel
                    key={question.key}
                    question={question}
                    figures={seen.report!.total.questions[at]}
                    open={() => void openResponses(model, seen.report!, question, leaving)}
                  />
                ))}
                <Lines report={seen.report} by={seen.by} />
              </>
            )
            : <Nothing>{t("questionnaires.none_published")}</Nothing>}
      </Shown>
    </>
  );
}

function Tools({ model, seen: { id, all, choices } }: { model: Report; seen: Seen }) {
  return (
    <div class="months questionnaire-tools">
      <select
        aria-label={t("questionnaire")}
        value={id}
        onChange={(event) => model.choose(event.currentTarget.value)}
      >
        {all.map(({ questionnaire_id: each, names }) => <option key={each} value={each}>{inWords(names)}</option>)}
      </select>
      <PeriodPicker period={model.period} />
      <select
        aria-label={t("questionnaire.by")}
        value={model.by}
        onChange={(event) => model.side(event.currentTarget.value as Side)}
      >
        {SIDES.map((side) => <option key={side} value={side}>{t(`questionnaire.by.${side}`)}</option>)}
      </select>
      {FILTERS.map((filter) => <Only key={filter} model={model} filter={filter} options={choices[filter]} />)}
      <select
        aria-label={t("questionnaire.by.way")}
        value={model.of("way")}
        onChange={(event) => model.only("way", event.currentTarget.value)}
      >
        <option value="">{t("questionnaire.only.way")}</option>
        {["call", "link"].map((way) => <option key={way} value={way}>{t(`questionnaire.way.${way}`)}</option>)}
      </select>
      <Button onClick={model.save}>{t("figures.csv")}</Button>
    </div>
  );
}

const Only = ({ model, filter, options }: { model: Report; filter: Filter; options: Array<[string, string]> }) => (
  <select
    aria-label={t(`questionnaire.only.${filter}`)}
    value={model.of(filter)}
    onChange={(event) => model.only(filter, event.currentTarget.value)}
  >
    <option value="">{t(`questionnaire.only.${filter}`)}</option>
    {options.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
  </select>
);

function Totals({ total: { figures } }: { total: QuestionnaireFigures }) {
  const { asked, begun, answered, abandoned, rate } = figures;
  const facts = { asked, begun, answered, abandoned, rate: percent(rate) };
  return (
    <dl class="panel padded figures">
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`questionnaire.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface QuestionPanelProps {
  question: AskedQuestionShown;
  figures: QuestionFiguresShown;
  open: () => void;
}

function QuestionPanel({ question, figures, open }: QuestionPanelProps) {
  const words = inWords(question.texts);
  const spread = spreadOf(question, figures);
  const facts = [
    t("questionnaire.answers", { count: figures.answered }),
    ...(figures.mean === null ? [] : [t("questionnaire.mean.is", { mean: figures.mean })]),
    ...(figures.nps === null ? [] : [t("questionnaire.nps.is", { nps: figures.nps })]),
  ];
  return (
    <section class="panel padded questionnaire-panel" aria-label={words}>
      <header class="plan-head">
        <h2 dir="auto">{words}</h2>
        <span class="spring" />
        <Button small aria-label={`${t("questionnaire.responses")} ${words}`} onClick={open}>
          {t("questionnaire.responses")}
        </Button>
      </header>
      <p class="quiet">{facts.join(t("comma"))}</p>
      {spread.length > 0 && (
        <ul class="questionnaire-spread">
          {spread.map(([given, count]) => (
            <li key={given}>
              <span dir="auto">{given}</span>
              <progress max={Math.max(1, figures.answered)} value={count} aria-hidden="true" />
              <span class="number">{count} · {percent(figures.answered ? count / figures.answered : null)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Lines({ report: { lines, questions }, by }: { report: QuestionnaireReport; by: Side }) {
  const counted = questions.flatMap((question, at) =>
    question.kind === "scale" || question.kind === "nps" || question.kind === "number" ? [{ question, at }] : []
  );
  if (!lines.length) return null;
  return (
    <Table
      caption={t(`questionnaire.by.${by}`)}
      rows={lines}
      keyOf={({ key }) => key || "nobody"}
      columns={[
        { label: t(`questionnaire.by.${by}`), cell: (line) => <bdi class="who-name">{nameOf(line, by)}</bdi> },
        { label: t("questionnaire.asked"), cell: ({ figures }) => <>{figures.asked}</> },
        { label: t("questionnaire.answered"), cell: ({ figures }) => <>{figures.answered}</> },
        { label: t("questionnaire.rate"), cell: ({ figures }) => <>{percent(figures.rate)}</> },
        ...counted.map(({ question, at }) => ({
          label: inWords(question.texts),
          cell: (line: QuestionnaireFigures) => (
            <>
              {question.kind === "nps"
                ? t("questionnaire.nps.is", { nps: written(line.questions[at].nps) })
                : written(line.questions[at].mean)}
            </>
          ),
        })),
      ]}
    />
  );
}

const openResponses = (
  model: Report,
  report: QuestionnaireReport,
  question: AskedQuestionShown,
  leaving: AbortSignal,
) => openDrawer<null>((close) => <Responses {...{ model, report, question }} close={() => close(null)} />, leaving);

interface ResponsesProps {
  model: Report;
  report: QuestionnaireReport;
  question: AskedQuestionShown;
  close: () => void;
}

function Responses({ model, report, question, close }: ResponsesProps) {
  const reading = useMemo(() => model.responses(question.key), []);
  useEffect(() => {
    void reading.reload();
    return () => reading.leave();
  }, []);
  return (
    <Drawer title={inWords(question.texts)} closing={t("drawer.close")} size="wide" onClose={close}>
      <Shown reading={reading}>
        {(pages) => (
          <>
            {pages.items.length || pages.more
              ? (
                <ul class="plans">
                  {pages.items.map((each) => <Given key={each.response_id} of={each} report={report} />)}
                </ul>
              )
              : <Nothing>{t("questionnaire.responses.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </Drawer>
  );
}

const Given = ({ of, report }: { of: QuestionnaireResponse; report: QuestionnaireReport }) => (
  <li class="panel padded">
    <p class="quiet">
      <bdi>{of.visitor_name ?? of.visitor_id.slice(-4)}</bdi> · {t(`questionnaire.way.${of.way}`)} ·{" "}
      {t(`questionnaire.state.${of.state}`)} · {dayAndTime(of.answered_at ?? of.asked_at)}
      {of.agent && <>· {agentName(of.agent)}</>}
      {of.masked && <>· {t("questionnaire.masked")}</>}
    </p>
    <dl class="facts">
      {report.questions.filter(({ key }) => key in of.answers).map((question) => (
        <div key={question.key}>
          <dt dir="auto">{inWords(question.texts)}</dt>
          <dd dir="auto">{answerOf(question, of.answers[question.key])}</dd>
        </div>
      ))}
    </dl>
  </li>
);
