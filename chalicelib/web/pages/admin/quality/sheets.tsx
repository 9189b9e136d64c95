/** The score sheets as a table, and the editor of one. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { SheetLineView, SheetRecordView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Rows } from "../parts/compound.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Shown, useLeaving, useModel } from "../section.tsx";
import { sheetName } from "./rules.ts";
import {
  type CriterionField,
  EFFECTS,
  type FatalField,
  newRecord,
  type SectionField,
  SheetEditing,
  Sheets,
} from "./sheets.ts";

const LONGEST_NAME = 120;
const LONGEST_HINT = 300;

export function SheetList() {
  const sheets = useModel(() => new Sheets());
  const leaving = useLeaving();
  const open = async (record: SheetRecordView | null) => {
    if (record) sheets.stored(record, await openSheet(record, leaving));
  };
  const edit = async (id: string) => open(await sheets.read(id));
  return (
    <Shown reading={sheets.reading}>
      {(lines) => (
        <>
          <div class="tools">
            <p class="section-hint">{t("quality.sheets.about")}</p>
            <span class="spring" />
            <Button icon="plus" onClick={() => void open(newRecord())}>{t("quality.sheet.new")}</Button>
          </div>
          <Table
            caption={t("quality.tab.sheets")}
            rows={lines}
            keyOf={({ sheet_id: id }) => id}
            columns={[
              { label: t("quality.sheet"), cell: (line) => <Named line={line} /> },
              { label: t("quality.sheet.version"), cell: (line) => <Published line={line} /> },
              {
                label: t("actions"),
                cell: (line) => (
                  <Actions>
                    <RowButton label={t("edit")} of={sheetName(line)} onClick={() => void edit(line.sheet_id)} />
                    {line.has_draft && (
                      <RowButton
                        label={t("quality.sheet.discard")}
                        of={sheetName(line)}
                        onClick={() => void sheets.discard(line, leaving)}
                      />
                    )}
                  </Actions>
                ),
              },
            ]}
          />
        </>
      )}
    </Shown>
  );
}

const Named = ({ line }: { line: SheetLineView }) => (
  <div class="chips">
    <span class="who-name" dir="auto">{sheetName(line)}</span>
    {line.has_draft && <span class="chip">{t("quality.sheet.draft")}</span>}
  </div>
);

function Published({ line: { published, published_at: at, published_by: by } }: { line: SheetLineView }) {
  if (published === null) return <>—</>;
  const version = t("quality.sheet.number", { version: published });
  return <>{at ? t("quality.sheet.since", { version, at: dayAndTime(at), by: by ?? "" }) : version}</>;
}

const openSheet = (record: SheetRecordView, leaving: AbortSignal) =>
  openDrawer<SheetRecordView>((close) => <Editor record={record} close={close} leaving={leaving} />, leaving);

interface EditorProps {
  record: SheetRecordView;
  close: (answer: SheetRecordView | null) => void;
  leaving: AbortSignal;
}

function Editor({ record, close, leaving }: EditorProps) {
  const editing = useMemo(() => new SheetEditing(record, close), []);
  const { form } = editing;
  const { fields } = form;
  const publish = async () => {
    const isSure = await confirmed({
      title: t("quality.sheet.publish"),
      paragraphs: [t("quality.sheet.publish.about")],
      confirm: t("quality.sheet.publish"),
      danger: false,
    }, leaving);
    if (isSure) await editing.publish();
  };
  return (
    <Drawer title={t("quality.sheet.edit")} closing={t("drawer.close")} size="wide" onClose={() => close(null)}>
      <p class="drawer-intro">{t("quality.sheet.intro", { weight: editing.weights })}</p>
      <FormView
        form={form}
        label={t("quality.sheet.save")}
        laid
        onCancel={() => close(null)}
        beside={<Button disabled={form.busy} onClick={() => void publish()}>{t("quality.sheet.publish")}</Button>}
      >
        <div class="flow-parts">
          <fieldset class="form-field">
            <legend>{t("quality.sheet.name")}</legend>
            <BothLanguages name="names" field={fields.names} longest={LONGEST_NAME} />
          </fieldset>
          <NumberInput
            name="pass_mark"
            field={fields.pass_mark}
            label={t("quality.pass_mark")}
            hint={t("quality.pass_mark.hint")}
            min={0}
            max={100}
          />
          <Rows
            name="sections"
            field={fields.sections}
            label={t("quality.sections")}
            add={t("quality.section.add")}
            title={(number) => t("quality.section.number", { number })}
            movable
            rowClass="flow-row"
          >
            {(its) => <SectionRow field={its} />}
          </Rows>
          <Rows
            name="fatal"
            field={fields.fatal}
            label={t("quality.fatal")}
            hint={t("quality.fatal.hint")}
            add={t("quality.fatal.add")}
            title={(number) => t("quality.fatal.number", { number })}
            none={t("quality.fatal.none")}
            movable
            rowClass="flow-row"
          >
            {(its) => <FatalRow field={its} />}
          </Rows>
        </div>
      </FormView>
    </Drawer>
  );
}

const SectionRow = ({ field: { parts } }: { field: SectionField }) => (
  <div class="sheet-part">
    <fieldset class="form-field">
      <legend>{t("quality.section.name")}</legend>
      <BothLanguages name="names" field={parts.names} longest={LONGEST_NAME} />
    </fieldset>
    <Rows
      name="criteria"
      field={parts.criteria}
      label={t("quality.criteria")}
      add={t("quality.criterion.add")}
      title={(number) => t("quality.criterion.number", { number })}
      movable
      rowClass="flow-row"
    >
      {(its) => <CriterionRow field={its} />}
    </Rows>
  </div>
);

/** Folded up to its name and weight; a new one is open. */
function CriterionRow({ field: { parts } }: { field: CriterionField }) {
  const open = useSignal(parts.names.isEmpty);
  return (
    <details
      class="sheet-fold"
      open={open.value || Boolean(parts.names.wrong || parts.points.wrong || parts.weight.wrong)}
      onToggle={(event) => open.value = event.currentTarget.open}
    >
      <summary>
        <b dir="auto">{inOurLanguage(parts.names.read()) || t("quality.criterion.unnamed")}</b>{" "}
        <span class="quiet">
          {t("quality.criterion.weight", { weight: parts.weight.raw, points: parts.points.raw })}
        </span>
      </summary>
      <div class="sheet-part">
        <fieldset class="form-field">
          <legend>{t("quality.criterion.name")}</legend>
          <BothLanguages name="names" field={parts.names} longest={LONGEST_NAME} />
        </fieldset>
        <div class="sheet-numbers">
          <NumberInput name="points" field={parts.points} label={t("quality.points")} min={1} max={100} />
          <NumberInput name="weight" field={parts.weight} label={t("quality.weight")} min={1} max={100} />
        </div>
        <fieldset class="form-field">
          <legend>{t("quality.hints")}</legend>
          <BothLanguages name="hints" field={parts.hints} longest={LONGEST_HINT} rows={2} />
        </fieldset>
      </div>
    </details>
  );
}

const FatalRow = ({ field: { parts } }: { field: FatalField }) => (
  <div class="sheet-part">
    <fieldset class="form-field">
      <legend>{t("quality.fatal.name")}</legend>
      <BothLanguages name="names" field={parts.names} longest={LONGEST_NAME} />
    </fieldset>
    <Select
      name="effect"
      field={parts.effect}
      label={t("quality.effect")}
      options={EFFECTS.map((each) => [each, t(`quality.effect.${each}`)])}
    />
  </div>
);
