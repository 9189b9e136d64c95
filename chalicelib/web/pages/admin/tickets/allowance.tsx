/** How a length of time is filled in: the number, its unit, and what counts. */
import { useId } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { ChoiceField } from "../parts/fields.ts";
import { type AllowanceField, TIMES, UNITS } from "./allowance.ts";

interface AllowanceProps {
  name: string;
  field: AllowanceField;
  label: string;
  hint?: string;
}

export function AllowanceInput({ name, field, label, hint }: AllowanceProps) {
  const id = useId();
  const { number } = field;
  return (
    <fieldset class="form-field">
      <legend>{label}</legend>
      <div class="allowance">
        <input
          type="number"
          class="number"
          name={name}
          value={number.raw}
          min={1}
          step="any"
          inputMode="decimal"
          autocomplete="off"
          placeholder="—"
          aria-label={t("allowance.number", { label })}
          aria-describedby={id}
          aria-invalid={Boolean(field.wrong)}
          ref={(element) => {
            number.element = element;
          }}
          onInput={(event) => number.raw = event.currentTarget.value}
        />
        <Choose field={field.unit} label={t("allowance.unit", { label })} values={UNITS} family="allowance.unit" />
        <Choose field={field.time} label={t("allowance.time", { label })} values={TIMES} family="allowance.time" />
      </div>
      {hint && <p class="field-hint">{hint}</p>}
      <p class="field-wrong" id={id} hidden={!field.wrong}>{field.wrong}</p>
    </fieldset>
  );
}

interface ChooseProps<Value extends string> {
  field: ChoiceField<Value>;
  label: string;
  values: readonly Value[];
  family: string;
}

const Choose = <Value extends string>({ field, label, values, family }: ChooseProps<Value>) => (
  <select
    aria-label={label}
    onChange={(event) => field.raw = event.currentTarget.value as Value}
  >
    {values.map((value) => (
      <option key={value} value={value} selected={value === field.raw}>{t(`${family}.${value}`)}</option>
    ))}
  </select>
);
