/** A month: computed, looked at, confirmed; and who stands where. */
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { PerformanceMonthView, PerformanceRunView, RankedView } from "../../desk/operations.ts";
import { moneyWritten, monthWritten, scoreWritten } from "../../desk/performance.ts";
import { Breakdown, State } from "../../desk/performance.tsx";
import { now } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { WordsInput } from "../parts/fields.tsx";
import { choosableGroups } from "../parts/people.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { confirmForm, DRAFT, Months, resultOf, type ShownMonth } from "./months.ts";
import { MonthSteps } from "../parts/months.tsx";

export function MonthPanel() {
  const months = useModel(() => new Months());
  const leaving = useLeaving();
  const open = (line: RankedView) => openResult(line.result.agent_id, line.result.name, months.shown, leaving);
  const { progress } = months.exporting;
  return (
    <>
      <MonthSteps of={months}>
        <span class="spring" />
        <Button small icon="down" disabled={progress !== null} onClick={() => void months.export()}>
          {progress ? t("performance.exporting", { ...progress }) : t("performance.export")}
        </Button>
      </MonthSteps>
      <Shown reading={months.reading}>
        {({ held, ranking, pages, groups }) => (
          <>
            <Standing months={months} held={held} leaving={leaving} />
            <div class="tools">
              <label class="performance-filter">
                {t("performance.group")}
                <select onChange={(event) => months.ofGroup(event.currentTarget.value)}>
                  <option value="" selected={!months.group}>{t("performance.everybody")}</option>
                  {choosableGroups(groups).map(({ group_id: id, name }) => (
                    <option key={id} value={id} selected={id === months.group}>{name}</option>
                  ))}
                </select>
              </label>
              <Revisions months={months} held={held} />
              <span class="spring" />
              <State held={{ revision: ranking.revision, revisions: held.revisions }} />
            </div>
            {pages.items.length
              ? (
                <Table
                  caption={t("performance.ranking")}
                  rows={pages.items}
                  keyOf={({ result }) => result.agent_id}
                  faded={({ place }) => place === null}
                  columns={[
                    { label: t("performance.agent"), cell: ({ result }) => <bdi class="who-name">{result.name}</bdi> },
                    { label: t("performance.place"), cell: ({ place }) => <>{place ?? "–"}</> },
                    { label: t("performance.score"), cell: ({ result }) => <>{scoreWritten(result.score)}</> },
                    { label: t("performance.grade"), cell: ({ result }) => <bdi>{result.grade ?? "–"}</bdi> },
                    { label: t("performance.bonus"), cell: (line) => <Bonus line={line} /> },
                    {
                      label: t("actions"),
                      cell: (line) => (
                        <Actions>
                          <RowButton
                            label={t("performance.details")}
                            of={line.result.name}
                            onClick={() => void open(line)}
                          />
                        </Actions>
                      ),
                    },
                  ]}
                />
              )
              : <Nothing>{t("performance.ranking.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

const Bonus = ({ line: { result } }: { line: RankedView }) =>
  result.failure
    ? <span class="chip waiting">{t("performance.not_computed")}</span>
    : <>{moneyWritten(result.bonus, result.currency)}</>;

/** Where the month stands, and what can be done with it. */
function Standing({ months, held, leaving }: { months: Months; held: PerformanceMonthView; leaving: AbortSignal }) {
  const { draft, running, revisions, is_current: isCurrent } = held;
  const confirm = async () =>
    months.confirmed(
      await openDrawer<PerformanceMonthView>((close) => <Confirming held={held} close={close} />, leaving),
    );
  const isOver = Date.parse(held.may_confirm_at) <= now();
  const mayConfirm = draft !== null && isCurrent && !running && isOver;
  // Only what one sees is confirmed.
  const isLookedAt = !revisions.length || months.revision === DRAFT;
  return (
    <div class="panel padded performance-standing">
      <h2>{monthWritten(held.month)}</h2>
      <p class="section-hint">{t(standingOf(held), { at: draft ? dayAndTime(draft.finished_at ?? "") : "" })}</p>
      {running && <Progress run={running} />}
      {revisions.length > 0 && draft && <p class="note info">{t("performance.correction")}</p>}
      <div class="performance-moves">
        <Button icon="again" disabled={months.busy} onClick={() => void months.compute()}>
          {t(revisions.length ? "performance.compute.again" : "performance.compute")}
        </Button>
        {mayConfirm && !isLookedAt && (
          <Button icon="search" onClick={() => months.ofRevision(DRAFT)}>{t("performance.correction.look")}</Button>
        )}
        {mayConfirm && isLookedAt && (
          <Button kind="primary" icon="check" onClick={() => void confirm()}>
            {t(revisions.length ? "performance.confirm.again" : "performance.confirm")}
          </Button>
        )}
      </div>
      {!isOver && <p class="field-hint">{t("performance.may_confirm_at", { at: dayAndTime(held.may_confirm_at) })}</p>}
    </div>
  );
}

function standingOf({ draft, running, revisions, is_current: isCurrent }: PerformanceMonthView): string {
  if (running) return "performance.standing.running";
  if (draft) return isCurrent ? "performance.standing.draft" : "performance.standing.stale";
  return revisions.length ? "performance.standing.confirmed" : "performance.standing.nothing";
}

export function Progress({ run: { number, measured, placed } }: { run: PerformanceRunView }) {
  return (
    <p class="performance-progress" role="status">
      <progress max={Math.max(1, number * 2)} value={measured + placed} aria-label={t("performance.computing")} />
      {t("performance.progress", { measured, placed, number })}
    </p>
  );
}

/** The one that holds, those before it, and the draft of a correction. */
function Revisions({ months, held: { revisions, draft } }: { months: Months; held: PerformanceMonthView }) {
  if (!revisions.length) return null;
  const chosen = months.revision ?? revisions.length;
  const choose = (value: number) => months.ofRevision(value === revisions.length ? null : value);
  return (
    <label class="performance-filter">
      {t("performance.revision")}
      <select onChange={(event) => choose(Number(event.currentTarget.value))}>
        {draft && <option value={DRAFT} selected={chosen === DRAFT}>{t("performance.revision.draft")}</option>}
        {revisions.toReversed().map(({ revision }) => (
          <option key={revision} value={revision} selected={chosen === revision}>
            {t("performance.revision.number", { revision })}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ConfirmingProps {
  held: PerformanceMonthView;
  close: (answer: PerformanceMonthView | null) => void;
}

function Confirming({ held, close }: ConfirmingProps) {
  const isCorrection = held.revisions.length > 0;
  return (
    <FormDrawer
      title={t("performance.confirm.title", { month: monthWritten(held.month) })}
      intro={t("performance.confirm.about")}
      label={t(isCorrection ? "performance.confirm.again" : "performance.confirm")}
      close={close}
      make={(done) => confirmForm(held, done)}
    >
      {(fields) => (
        <WordsInput
          name="reason"
          field={fields.reason}
          label={t(isCorrection ? "performance.confirm.reason" : "performance.confirm.note")}
          longest={500}
        />
      )}
    </FormDrawer>
  );
}

const openResult = (id: string, name: string, shown: ShownMonth, leaving: AbortSignal) =>
  openDrawer<null>((close) => <ResultOf id={id} name={name} shown={shown} close={() => close(null)} />, leaving);

function ResultOf({ id, name, shown, close }: { id: string; name: string; shown: ShownMonth; close: () => void }) {
  const reading = useMemo(() => resultOf(id, shown), []);
  useEffect(() => {
    void reading.reload();
    return () => reading.leave();
  }, []);
  return (
    <Drawer
      title={t("performance.of", { name, month: monthWritten(shown.month) })}
      closing={t("drawer.close")}
      size="middle"
      onClose={close}
    >
      <Shown reading={reading}>
        {(held) =>
          held.result
            ? (
              <div class="performance-of">
                <p>
                  <State held={held} />
                </p>
                <Breakdown result={held.result} />
              </div>
            )
            : <Nothing>{t("performance.ranking.none")}</Nothing>}
      </Shown>
    </Drawer>
  );
}
