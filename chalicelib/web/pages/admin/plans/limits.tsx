/** How a plan's limits are filled in. */
import { t } from "../../desk/i18n.ts";
import { LinesInput, NumberInput, Tick, WrongLine } from "../parts/fields.tsx";
import { type limitsField, LISTS, NUMBERS } from "./limits.ts";

export const LimitsFields = ({ field }: { field: ReturnType<typeof limitsField> }) => (
  <div class="form-fields">
    {NUMBERS.map(([name, min, max]) => (
      <NumberInput
        key={name}
        name={`limits.${name}`}
        field={field.parts[name]}
        label={t(`limits.${name}`)}
        min={min}
        max={max}
      />
    ))}
    {LISTS.map(([name, placeholder]) => (
      <LinesInput
        key={name}
        name={`limits.${name}`}
        field={field.parts[name]}
        label={t(`limits.${name}`)}
        hint={t(`limits.${name}.hint`)}
        placeholder={placeholder}
        rows={2}
      />
    ))}
    <Tick name="limits.marks" field={field.parts.marks} label={t("limits.marks")} hint={t("limits.marks.hint")} />
    <WrongLine of={field} />
  </div>
);
