/** The parts of a scheme's form: indicators, grades, the formula. */
import { useSignal } from "@preact/signals";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import { Rows } from "../parts/compound.tsx";
import { NumberInput, Select, TextInput, WordsInput } from "../parts/fields.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import {
  CURRENCIES,
  DIRECTIONS,
  type GradeField,
  type IndicatorField,
  type SchemeEditing,
  sourceName,
} from "./schemes.ts";
import type { SchemeFields } from "./schemes.ts";

const LONGEST_NAME = 60;
const LONGEST_FORMULA = 500;

export const IndicatorRows = ({ editing }: { editing: SchemeEditing }) => (
  <Rows
    name="indicators"
    field={editing.form.fields.indicators}
    label={t("performance.indicators")}
    hint={t("performance.indicators.hint")}
    add={t("performance.indicator.add")}
    title={(number) => t("performance.indicator.number", { number })}
    movable
    rowClass="flow-row"
  >
    {(its) => <IndicatorRow field={its} editing={editing} />}
  </Rows>
);

/** Folded up to its name and weight; a new one is open, and one with which something is wrong. */
function IndicatorRow({ field: { parts }, editing }: { field: IndicatorField; editing: SchemeEditing }) {
  const open = useSignal(parts.names.isEmpty);
  const wrong = Object.values(parts).some(({ wrong: words }) => words);
  const unit = editing.unitOf(parts.source.raw);
  const sign = unit === "share" ? "%" : unit === "seconds" ? t("performance.unit.seconds") : undefined;
  const direction = parts.direction.raw;
  return (
    <details
      class="sheet-fold"
      open={open.value || wrong}
      onToggle={(event) => open.value = event.currentTarget.open}
    >
      <summary>
        <b dir="auto">{inOurLanguage(parts.names.read()) || t("performance.indicator.unnamed")}</b>{" "}
        <span class="quiet">{t("performance.weight.of", { weight: parts.weight.raw || 0 })}</span>
      </summary>
      <div class="sheet-part">
        <fieldset class="form-field" data-field="names">
          <legend>{t("performance.indicator.name")}</legend>
          <BothLanguages name="names" field={parts.names} longest={LONGEST_NAME} />
        </fieldset>
        <Select
          name="source"
          field={parts.source}
          label={t("performance.source")}
          options={editing.sources.map((each) => [each.name, sourceName(each)])}
        />
        <div class="sheet-numbers">
          <NumberInput
            name="weight"
            field={parts.weight}
            label={t("performance.weight")}
            hint={t("performance.weight.hint")}
            min={0}
            max={100}
          />
          <TextInput
            name="key"
            field={parts.key}
            label={t("performance.key")}
            hint={t("performance.key.hint")}
            longest={40}
          />
        </div>
        <Select
          name="direction"
          field={parts.direction}
          label={t("performance.direction")}
          options={DIRECTIONS.map((each) => [each, t(`performance.direction.${each}`)])}
        />
        <div class="sheet-numbers">
          <NumberInput
            name="floor"
            field={parts.floor}
            label={t("performance.floor.label")}
            hint={t(`performance.floor.hint.${direction}`)}
            unit={sign}
            step="any"
          />
          <NumberInput
            name="target"
            field={parts.target}
            label={t("performance.target.label")}
            hint={t("performance.target.hint")}
            unit={sign}
            step="any"
          />
          <NumberInput
            name="best"
            field={parts.best}
            label={t("performance.best.label")}
            hint={t("performance.best.hint")}
            unit={sign}
            step="any"
          />
          {parts.best.raw !== "" && (
            <NumberInput name="most" field={parts.most} label={t("performance.most")} min={100} max={200} />
          )}
          {editing.hasSample(parts.source.raw) && (
            <NumberInput
              name="least_sample"
              field={parts.least_sample}
              label={t("performance.least_sample")}
              hint={t("performance.least_sample.hint")}
              min={0}
            />
          )}
        </div>
      </div>
    </details>
  );
}

export const GradeRows = ({ field }: { field: SchemeFields["grades"] }) => (
  <Rows
    name="grades"
    field={field}
    label={t("performance.grades")}
    hint={t("performance.grades.hint")}
    add={t("performance.grade.add")}
    title={(number) => t("performance.grade.number", { number })}
    rowClass="flow-row"
  >
    {({ parts }: GradeField) => (
      <div class="sheet-numbers">
        <TextInput name="name" field={parts.name} label={t("performance.grade")} longest={20} />
        <NumberInput
          name="least"
          field={parts.least}
          label={t("performance.grade.least")}
          step="any"
          min={0}
          max={200}
        />
        <NumberInput name="base" field={parts.base} label={t("performance.grade.base")} step="any" min={0} />
      </div>
    )}
  </Rows>
);

export function FormulaInputs({ editing }: { editing: SchemeEditing }) {
  const { formula, currency } = editing.form.fields;
  return (
    <div class="form-fields">
      <WordsInput
        name="formula"
        field={formula}
        label={t("performance.formula.label")}
        hint={
          <>
            {t("performance.formula.hint")} <code>{t("performance.formula.example")}</code>
            <br />
            {t("performance.formula.names")} <code>{editing.names.join(", ")}</code>
          </>
        }
        longest={LONGEST_FORMULA}
      />
      <Select
        name="currency"
        field={currency}
        label={t("performance.currency")}
        options={CURRENCIES.map((each) => [each, each])}
      />
    </div>
  );
}
