/** The schemes as a table, and the editor of one. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { SchemeLineView, SchemeView, SourceView } from "../../desk/operations.ts";
import { moneyWritten, monthBeside, monthOf, monthWritten, scoreWritten } from "../../desk/performance.ts";
import { Failed } from "../../desk/performance.tsx";
import { now } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import type { GroupChoice } from "../parts/people.ts";
import { unreadWordsOf } from "../parts/problem.ts";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { Progress } from "./months.tsx";
import { Preview } from "./preview.ts";
import { FormulaInputs, GradeRows, IndicatorRows } from "./scheme-parts.tsx";
import { DESK, SchemeEditing, schemeName, Schemes, whose } from "./schemes.ts";

const LONGEST_NAME = 60;
const AHEAD = 12;

export function SchemeList() {
  const schemes = useModel(() => new Schemes());
  const leaving = useLeaving();
  const edit = async (id: string, sources: readonly SourceView[], title: string) => {
    const record = await schemes.read(id);
    if (record) schemes.stored(record, await openScheme(record, sources, title, leaving));
  };
  const preview = async (line: SchemeLineView, title: string) => {
    await openDrawer<null>((close) => <PreviewOf line={line} title={title} close={() => close(null)} />, leaving);
  };
  return (
    <Shown reading={schemes.reading}>
      {({ lines, sources, groups }) => (
        <>
          <div class="tools">
            <p class="section-hint">{t("performance.schemes.about")}</p>
            <span class="spring" />
            <NewScheme
              lines={lines}
              groups={groups}
              onChoose={(id) => void edit(id, sources, whose(id, groups))}
            />
          </div>
          {lines.length
            ? (
              <Table
                caption={t("performance.tab.schemes")}
                rows={lines}
                keyOf={({ scheme_id: id }) => id}
                columns={[
                  { label: t("performance.for"), cell: (line) => <Named line={line} groups={groups} /> },
                  { label: t("performance.versions"), cell: (line) => <Versions line={line} /> },
                  {
                    label: t("actions"),
                    cell: (line) => {
                      const name = whose(line.scheme_id, groups);
                      return (
                        <Actions>
                          <RowButton
                            label={t("edit")}
                            of={name}
                            onClick={() => void edit(line.scheme_id, sources, name)}
                          />
                          {line.has_draft && (
                            <>
                              <RowButton
                                label={t("performance.preview")}
                                of={name}
                                onClick={() => void preview(line, name)}
                              />
                              <RowButton
                                label={t("performance.discard")}
                                of={name}
                                onClick={() => void schemes.discard(line, leaving)}
                              />
                            </>
                          )}
                        </Actions>
                      );
                    },
                  },
                ]}
              />
            )
            : <Nothing>{t("performance.schemes.none")}</Nothing>}
        </>
      )}
    </Shown>
  );
}

interface NewSchemeProps {
  lines: readonly SchemeLineView[];
  groups: readonly GroupChoice[];
  onChoose: (id: string) => void;
}

/** A scheme for the desk, then one for each group that is to have its own. */
function NewScheme({ lines, groups, onChoose }: NewSchemeProps) {
  const taken = new Set(lines.map(({ scheme_id: id }) => id));
  const free = groups.filter(({ group_id: id }) => !taken.has(id));
  const chosen = useSignal("");
  if (!taken.has(DESK)) {
    return <Button kind="primary" icon="plus" onClick={() => onChoose(DESK)}>{t("performance.scheme.new")}</Button>;
  }
  if (!free.length) return null;
  const id = free.some((each) => each.group_id === chosen.value) ? chosen.value : free[0].group_id;
  return (
    <span class="performance-new">
      <select
        aria-label={t("performance.group")}
        onChange={(event) => chosen.value = event.currentTarget.value}
      >
        {free.map(({ group_id: own, name }) => <option key={own} value={own} selected={own === id}>{name}</option>)}
      </select>
      <Button icon="plus" onClick={() => onChoose(id)}>{t("performance.scheme.new_group")}</Button>
    </span>
  );
}

const Named = ({ line, groups }: { line: SchemeLineView; groups: readonly GroupChoice[] }) => (
  <div class="policy">
    <span class="chips">
      <span class="who-name" dir="auto">{whose(line.scheme_id, groups)}</span>
      {line.has_draft && <span class="chip">{t("performance.scheme.draft")}</span>}
    </span>
    {schemeName(line) && <span class="policy-subject" dir="auto">{schemeName(line)}</span>}
  </div>
);

function Versions({ line: { published } }: { line: SchemeLineView }) {
  const last = published.at(-1);
  if (!last) return <>{t("performance.versions.none")}</>;
  return (
    <>
      {t("performance.versions.last", {
        version: last.version,
        month: monthWritten(last.first_month),
        by: last.published_by,
      })}
    </>
  );
}

const openScheme = (record: SchemeView, sources: readonly SourceView[], title: string, leaving: AbortSignal) =>
  openDrawer<SchemeView>(
    (close) => <Editor record={record} sources={sources} title={title} close={close} leaving={leaving} />,
    leaving,
  );

interface EditorProps {
  record: SchemeView;
  sources: readonly SourceView[];
  title: string;
  close: (answer: SchemeView | null) => void;
  leaving: AbortSignal;
}

function Editor({ record, sources, title, close, leaving }: EditorProps) {
  const editing = useMemo(() => new SchemeEditing(record, sources, close), []);
  const { form } = editing;
  const { fields } = form;
  const publish = async () => {
    const month = await openDrawer<string>((done) => <Publishing close={done} />, leaving);
    if (month) await editing.publish(month);
  };
  return (
    <Drawer
      title={t("performance.scheme.edit", { name: title })}
      closing={t("drawer.close")}
      size="wide"
      onClose={() => close(null)}
    >
      <p class="drawer-intro" role="status">{t("performance.scheme.intro", { weight: editing.weight })}</p>
      <FormView
        form={form}
        label={t("performance.save")}
        laid
        onCancel={() => close(null)}
        beside={<Button disabled={form.busy} onClick={() => void publish()}>{t("performance.publish")}</Button>}
      >
        <div class="flow-parts">
          <fieldset class="form-field" data-field="names">
            <legend>{t("performance.scheme.name")}</legend>
            <BothLanguages name="names" field={fields.names} longest={LONGEST_NAME} />
          </fieldset>
          <IndicatorRows editing={editing} />
          <GradeRows field={fields.grades} />
          <FormulaInputs editing={editing} />
          <Tick
            name="shows_place"
            field={fields.shows_place}
            label={t("performance.shows_place")}
            hint={t("performance.shows_place.hint")}
          />
        </div>
      </FormView>
    </Drawer>
  );
}

/** From which month on it counts. */
function Publishing({ close }: { close: (month: string | null) => void }) {
  const present = monthOf(now());
  const chosen = useSignal(present);
  const months = Array.from({ length: AHEAD + 2 }, (_, at) => monthBeside(present, at - 1));
  return (
    <Drawer title={t("performance.publish")} closing={t("drawer.close")} onClose={() => close(null)}>
      <p class="drawer-intro">{t("performance.publish.about")}</p>
      <label class="performance-filter performance-of">
        {t("performance.first_month")}
        <select onChange={(event) => chosen.value = event.currentTarget.value}>
          {months.map((month) => (
            <option key={month} value={month} selected={month === chosen.value}>{monthWritten(month)}</option>
          ))}
        </select>
      </label>
      <div class="form-buttons">
        <Button kind="primary" onClick={() => close(chosen.value)}>{t("performance.publish")}</Button>
        <Button onClick={() => close(null)}>{t("cancel")}</Button>
      </div>
    </Drawer>
  );
}

/** What a draft would give in the last month, beside what there is. */
function PreviewOf({ line, title, close }: { line: SchemeLineView; title: string; close: () => void }) {
  const preview = useMemo(() => new Preview(line.scheme_id, line.version), []);
  useEffect(() => {
    void preview.begin();
    return () => preview.leave();
  }, []);
  const { run, lines, problem, busy } = preview;
  return (
    <Drawer
      title={t("performance.preview.of", { name: title })}
      closing={t("drawer.close")}
      size="wide"
      onClose={close}
    >
      <p class="drawer-intro">
        {run ? t("performance.preview.about", { month: monthWritten(run.month) }) : t("loading")}
      </p>
      {problem && <p class="note error" role="alert">{refusalOf(problem)}</p>}
      {run && busy && run.state !== "done" && <Progress run={run} />}
      {run?.state === "done" && !lines.length && !busy && <Nothing>{t("performance.preview.none")}</Nothing>}
      {lines.length > 0 && (
        <Table
          caption={t("performance.preview")}
          rows={lines}
          keyOf={({ drafted }) => drafted.agent_id}
          faded={({ drafted }) => drafted.score === null}
          columns={[
            { label: t("performance.agent"), cell: ({ drafted }) => <bdi class="who-name">{drafted.name}</bdi> },
            {
              label: t("performance.score.by_draft"),
              cell: ({ drafted }) => <b>{scoreWritten(drafted.score)}</b>,
            },
            {
              label: t("performance.score.now"),
              cell: ({ present }) => <>{scoreWritten(present?.score ?? null)}</>,
            },
            {
              label: t("performance.bonus.by_draft"),
              cell: ({ drafted }) =>
                drafted.failure ? <Failed of={drafted} /> : <b>{moneyWritten(drafted.bonus, drafted.currency)}</b>,
            },
            {
              label: t("performance.bonus.now"),
              cell: ({ present }) => <>{present ? moneyWritten(present.bonus, present.currency) : "–"}</>,
            },
          ]}
        />
      )}
      {preview.more && (
        <div class="more">
          <Button disabled={busy} onClick={() => void preview.readOn()}>{t("lists.more")}</Button>
        </div>
      )}
    </Drawer>
  );
}

/** What in the draft is not whole yet. */
const refusalOf = (problem: Preview["problem"] & object): string =>
  problem.status === 422
    ? t("performance.preview.unfinished", { what: problem.errors.map(({ message }) => message).join("; ") })
    : unreadWordsOf(problem);
