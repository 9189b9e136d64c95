/** One cell: what a month came to there, its flow as it holds, and the editor of the next version. */
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { FlowVersionView, TouchpointMapView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { Rows } from "../parts/compound.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Framed, NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { choosableGroups } from "../parts/people.ts";
import { Shown } from "../section.tsx";
import { CellEditing, KINDS, type Known, readingOf, type StepField } from "./cell.ts";
import { MonthDetail } from "./detail.tsx";
import { cellName, NONE } from "./map.ts";
import { mayKeep } from "./rights.ts";

const LONGEST_STEP = 300;
type Checks = TouchpointMapView["checks"];

interface Opened {
  code: string;
  map: TouchpointMapView;
}

export const openCell = (opened: Opened, leaving: AbortSignal) =>
  openDrawer<null>((close) => <CellDrawer {...opened} close={() => close(null)} leaving={leaving} />, leaving);

function CellDrawer({ code, map, close, leaving }: Opened & { close: () => void; leaving: AbortSignal }) {
  const name = cellName(map, code);
  const title = code === NONE ? name : `${code} · ${name}`;
  const reading = useMemo(() => readingOf(code), []);
  useEffect(() => {
    if (code !== NONE) void reading.reload();
    return () => reading.leave();
  }, []);
  return (
    <Drawer title={title} closing={t("drawer.close")} size="wide" onClose={close}>
      {code === NONE && <p class="drawer-intro">{t("touch.none.about")}</p>}
      <MonthDetail spot={{ cell: code }} month={map.month} />
      {code !== NONE && (
        <Shown reading={reading}>
          {(held) => (
            <>
              <FlowNow held={held} checks={map.checks} />
              {mayKeep() && (
                <Editor held={held} checks={map.checks} close={close} leaving={leaving} stored={reading.reload} />
              )}
            </>
          )}
        </Shown>
      )}
    </Drawer>
  );
}

const stepWords = ({ zh, en }: { zh: string; en: string }): string => (language.code === "en" ? en || zh : zh || en);

/** The flow that holds now, and all its versions. */
function FlowNow({ held: { cell, versions }, checks }: { held: Known; checks: Checks }) {
  const now = versions.find(({ version }) => version === cell.flow_version);
  return (
    <section class="touch-detail">
      <h3>{t("touch.flow")}</h3>
      {!now && <p class="note warning">{t("touch.gap.no_flow")}</p>}
      {now && <FlowSteps version={now} checks={checks} />}
      {versions.length > 0 && (
        <details class="technical">
          <summary>{t("touch.versions", { count: versions.length })}</summary>
          <ol class="touch-versions" reversed>
            {versions.map((version) => (
              <li key={version.version}>
                {t("touch.version", { version: version.version })}{" "}
                <span class="quiet">
                  {t("touch.version.from", { at: dayAndTime(version.valid_from), by: version.published_by ?? "" })}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

function FlowSteps(
  { version: { flow, version, valid_from: since }, checks }: { version: FlowVersionView; checks: Checks },
) {
  return (
    <>
      <p>
        <span class="chip">{t(`touch.kind.${flow.kind}`)}</span>{" "}
        <span class="quiet">{t("touch.version.holds", { version, at: dayAndTime(since) })}</span>
      </p>
      <ol class="touch-steps">
        {flow.steps.map((step, number) => (
          <li key={number}>
            <bdi>{stepWords(step)}</bdi> {step.check && <span class="quiet">{checkWords(checks, step)}</span>}
          </li>
        ))}
      </ol>
    </>
  );
}

function checkWords(checks: Checks, { check, limit }: { check: string; limit: number | null }): string {
  const known = checks.find(({ name }) => name === check);
  const name = t(`touch.check.${check}`);
  return known?.unit ? t(`touch.within.${known.unit}`, { check: name, limit: limit ?? known.usual }) : name;
}

interface EditorProps {
  held: Known;
  checks: Checks;
  close: () => void;
  leaving: AbortSignal;
  stored: () => void;
}

function Editor({ held: { cell, groups }, checks, close, leaving, stored }: EditorProps) {
  const editing = useMemo(() =>
    new CellEditing(cell, (answer) => {
      const isNew = answer.published?.version !== cell.published?.version;
      say(isNew ? t("touch.published", { version: answer.published?.version }) : t("touch.saved"));
      stored();
    }), [cell.version]);
  const { form } = editing;
  const { fields } = form;
  const publish = async () => {
    const isSure = await confirmed({
      title: t("touch.publish"),
      paragraphs: [t("touch.publish.about")],
      confirm: t("touch.publish"),
      danger: false,
    }, leaving);
    if (isSure) await editing.publish();
  };
  const chosen = choosableGroups(groups, [cell.group_id]);
  return (
    <section class="touch-editor" aria-label={t("touch.edit")} key={cell.version}>
      <h3>{t("touch.edit")}</h3>
      <FormView
        form={form}
        label={t("touch.save")}
        laid
        onCancel={close}
        beside={<Button disabled={form.busy} onClick={() => void publish()}>{t("touch.publish")}</Button>}
      >
        <div class="flow-parts">
          <Select
            name="group_id"
            field={fields.group_id}
            label={t("touch.group")}
            options={[[null, t("touch.group.none")], ...chosen.map(({ group_id: id, name }) => [id, name] as const)]}
          />
          <Tick name="offered" field={fields.offered} label={t("touch.offered")} hint={t("touch.offered.hint")} />
          <Select
            name="kind"
            field={fields.draft.parts.kind}
            label={t("touch.kind")}
            options={KINDS.map((kind) => [kind, t(`touch.kind.${kind}`)] as const)}
          />
          <Rows
            name="steps"
            field={fields.draft.parts.steps}
            label={t("touch.steps")}
            hint={t("touch.steps.hint")}
            add={t("touch.step.add")}
            title={(number) => t("touch.step.number", { number })}
            none={t("touch.steps.none")}
            movable
            rowClass="flow-row"
          >
            {(its) => <StepRow field={its} checks={checks} />}
          </Rows>
          <Framed
            name="valid_from"
            field={fields.valid_from}
            label={t("touch.valid_from")}
            hint={t("touch.valid_from.hint")}
          >
            {({ ref, ...its }) => (
              <input
                {...its}
                ref={ref}
                type="datetime-local"
                value={fields.valid_from.raw}
                onInput={(event) => fields.valid_from.raw = event.currentTarget.value}
              />
            )}
          </Framed>
        </div>
      </FormView>
    </section>
  );
}

function StepRow({ field: { parts }, checks }: { field: StepField; checks: Checks }) {
  const check = checks.find(({ name }) => name === parts.check.raw);
  return (
    <div class="touch-step">
      <TextInput name="zh" field={parts.zh} label={t("touch.step.zh")} longest={LONGEST_STEP} />
      <TextInput name="en" field={parts.en} label={t("touch.step.en")} longest={LONGEST_STEP} />
      <Select
        name="check"
        field={parts.check}
        label={t("touch.step.check")}
        options={[["", t("touch.step.unseen")], ...checks.map(({ name }) => [name, t(`touch.check.${name}`)] as const)]}
      />
      {check?.unit && (
        <NumberInput
          name="limit"
          field={parts.limit}
          label={t("touch.step.limit", { usual: check.usual })}
          min={0}
          max={check.unit === "hours" ? 744 : 86_400}
          unit={t(`touch.unit.${check.unit}`)}
        />
      )}
    </div>
  );
}
