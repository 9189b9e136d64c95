/** How a plan's limits are filled in. */
import { t } from "../../desk/i18n.ts";
import { Ticks } from "../parts/choices.tsx";
import { LinesInput, NumberInput, Tick, WrongLine } from "../parts/fields.tsx";
import { FILE_KINDS, type limitsField, LISTS, NUMBER_KINDS, NUMBERS } from "./limits.ts";

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
    <Ticks
      name="limits.file_kinds"
      field={field.parts.file_kinds}
      label={t("limits.file_kinds")}
      hint={t("limits.file_kinds.hint")}
      options={FILE_KINDS.map((kind) => [kind, t(`kind.${kind}`)])}
    />
    <Tick
      name="limits.reopen_by_visitor"
      field={field.parts.reopen_by_visitor}
      label={t("limits.reopen_by_visitor")}
      hint={t("limits.reopen_by_visitor.hint")}
    />
    <Tick
      name="limits.mask_abuse"
      field={field.parts.mask_abuse}
      label={t("limits.mask_abuse")}
      hint={t("limits.mask_abuse.hint")}
    />
    {(["stops", "replaces"] as const).map((name) => (
      <Ticks
        key={name}
        name={`limits.${name}`}
        field={field.parts[name]}
        label={t(`limits.${name}`)}
        hint={t(`limits.${name}.hint`)}
        options={NUMBER_KINDS.map((kind) => [kind, t(`limits.number.${kind}`)])}
      />
    ))}
    <Tick name="limits.help" field={field.parts.help} label={t("limits.help")} hint={t("limits.help.hint")} />
    <Tick name="limits.marks" field={field.parts.marks} label={t("limits.marks")} hint={t("limits.marks.hint")} />
    <WrongLine of={field} />
  </div>
);
