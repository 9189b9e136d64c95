/** The rules as a table, one in a drawer, and the settings below. */
import { t } from "../../desk/i18n.ts";
import type { QualitySettingsView, RuleShown } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { KINDS, type Known, type RuleFields, ruleForm, Rules, sentenceOf, sheetName, SIDES } from "./rules.ts";

export function RuleList() {
  const rules = useModel(() => new Rules());
  const leaving = useLeaving();
  const open = async (known: Known, rule: RuleShown | null) => rules.stored(await openRule(known, rule, leaving));
  return (
    <Shown reading={rules.reading}>
      {({ known, form }) => (
        <>
          <div class="tools">
            <p class="section-hint">{t("quality.rules.about")}</p>
            <span class="spring" />
            <Button kind="primary" icon="plus" onClick={() => void open(known, null)}>{t("quality.rule.new")}</Button>
          </div>
          {known.held.rules.length
            ? (
              <Table
                caption={t("quality.tab.rules")}
                rows={known.held.rules}
                keyOf={({ rule_id: id }) => id}
                faded={({ active }) => !active}
                columns={[
                  { label: t("quality.rule"), cell: (rule) => <Named rule={rule} /> },
                  { label: t("quality.rule.for"), cell: (rule) => <For rule={rule} known={known} /> },
                  { label: t("quality.sheet"), cell: ({ sheet_id: id }) => <SheetOf id={id} known={known} /> },
                  {
                    label: t("actions"),
                    cell: (rule) => (
                      <Actions>
                        <RowButton label={t("edit")} of={rule.name} onClick={() => void open(known, rule)} />
                        <RowButton
                          label={t("row.remove")}
                          of={rule.name}
                          onClick={() => void rules.remove(known, rule, leaving)}
                        />
                      </Actions>
                    ),
                  },
                ]}
              />
            )
            : <Nothing>{t("quality.rules.none")}</Nothing>}
          <div class="panel padded">
            <h2 class="panel-title">{t("quality.settings")}</h2>
            <FormView form={form} label={t("save")}>
              <NumberInput
                name="appeal_days"
                field={form.fields.appeal_days}
                label={t("quality.appeal_days")}
                hint={t("quality.appeal_days.hint")}
                unit={t("quality.days")}
                min={0}
                max={60}
              />
              <TextInput
                name="seed"
                field={form.fields.seed}
                label={t("quality.seed")}
                hint={t("quality.seed.hint")}
                longest={100}
              />
            </FormView>
          </div>
        </>
      )}
    </Shown>
  );
}

const Named = ({ rule }: { rule: RuleShown }) => (
  <div class="policy">
    <span class="chips">
      <span class="who-name" dir="auto">{rule.name}</span>
      {!rule.active && <span class="chip">{t("quality.rule.off")}</span>}
    </span>
    <span class="policy-subject" dir="auto">{sentenceOf(rule)}</span>
  </div>
);

function For({ rule, known }: { rule: RuleShown; known: Known }) {
  const named = (choices: Known["groups"], ids: string[]) =>
    ids.map((id) => choices.find(([each]) => each === id)?.[1] ?? id);
  const names = [...named(known.plans, rule.plan_keys), ...named(known.groups, rule.group_ids)];
  return <span dir="auto">{names.join(t("quality.comma")) || t("quality.rule.everybody")}</span>;
}

const SheetOf = ({ id, known }: { id: string; known: Known }) => (
  <span dir="auto">{sheetName(known.sheets.find((each) => each.sheet_id === id) ?? { sheet_id: id, names: {} })}</span>
);

const openRule = (known: Known, rule: RuleShown | null, leaving: AbortSignal) =>
  openDrawer<QualitySettingsView>(
    (close) => (
      <FormDrawer
        title={t(rule ? "quality.rule.edit" : "quality.rule.new")}
        label={t("save")}
        close={close}
        make={(done) => ruleForm(known, rule, done)}
      >
        {(fields: RuleFields) => <RuleInputs fields={fields} known={known} />}
      </FormDrawer>
    ),
    leaving,
  );

function RuleInputs({ fields, known }: { fields: RuleFields; known: Known }) {
  const kind = fields.kind.raw;
  const published = known.sheets.filter((each) => each.published !== null);
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("quality.rule.name")} longest={60} />
      <Select
        name="kind"
        field={fields.kind}
        label={t("quality.rule.kind")}
        hint={t(`quality.kind.${kind}.hint`)}
        options={KINDS.map((each) => [each, t(`quality.kind.${each}`)])}
      />
      {kind === "low_score" && (
        <NumberInput name="score" field={fields.score} label={t("quality.score")} min={1} max={5} />
      )}
      {(kind === "long_wait" || kind === "slow_answer") && (
        <NumberInput
          name="seconds"
          field={fields.seconds}
          label={t("quality.seconds")}
          unit={t("quality.unit.seconds")}
          min={1}
        />
      )}
      {kind === "keywords" && (
        <>
          <LinesInput name="words" field={fields.words} label={t("quality.words")} hint={t("quality.words.hint")} />
          <Select
            name="by"
            field={fields.by}
            label={t("quality.by")}
            options={SIDES.map((each) => [each, t(`quality.by.${each}`)])}
          />
        </>
      )}
      <NumberInput
        name="per_mille"
        field={fields.per_mille}
        label={t("quality.percent")}
        hint={t("quality.percent.hint")}
        unit="%"
        min={0}
        max={100}
      />
      {kind === "share" && (
        <NumberInput
          name="at_least"
          field={fields.at_least}
          label={t("quality.least")}
          hint={t("quality.least.hint")}
          min={0}
          max={20}
        />
      )}
      <Select
        name="sheet_id"
        field={fields.sheet_id}
        label={t("quality.sheet")}
        options={published.map((each) => [each.sheet_id, sheetName(each)])}
      />
      <Ticks
        name="plan_keys"
        field={fields.plan_keys}
        label={t("quality.plans")}
        hint={t("quality.plans.hint")}
        options={known.plans}
      />
      <Ticks
        name="group_ids"
        field={fields.group_ids}
        label={t("quality.groups")}
        hint={t("quality.groups.hint")}
        options={known.groups}
      />
      <Ticks
        name="inspector_group_ids"
        field={fields.inspector_group_ids}
        label={t("quality.inspectors")}
        hint={t("quality.inspectors.hint")}
        options={known.groups}
      />
      <Tick name="active" field={fields.active} label={t("quality.rule.active")} />
    </>
  );
}
