/** The fields that campaigns and rules have in common. */
import { t } from "../../desk/i18n.ts";
import { Ticks } from "../parts/choices.tsx";
import { Select, TextInput } from "../parts/fields.tsx";
import type { ChoiceField } from "../parts/fields.ts";
import { BothLanguages } from "../plans/languages.tsx";
import { type CommonFields, KINDS, LEVELS } from "./fields.ts";

const SCRIPT_LIMIT = 4000;

interface Props {
  fields: CommonFields;
}

export const KindSelect = ({ fields }: Props) => (
  <Select
    name="kind"
    field={fields.kind}
    label={t("field.kind")}
    options={KINDS.map((kind) => [kind, t(`followup_kind.${kind}`)])}
  />
);

export const LevelTicks = ({ fields }: Props) => (
  <Ticks
    name="levels"
    field={fields.levels}
    label={t("levels.label")}
    hint={t("levels.hint")}
    inRow
    options={LEVELS.map((level) => [level, t(`level.${level}`)])}
  />
);

export const Clock = ({ fields, hint }: Props & { hint: string }) => (
  <TextInput name="at" field={fields.at} type="time" label={t("field.at")} hint={hint} />
);

export const Script = ({ fields }: Props) => (
  <fieldset class="form-field">
    <legend>{t("field.script")}</legend>
    <BothLanguages name="script" field={fields.script} longest={SCRIPT_LIMIT} rows={4} />
    <p class="field-hint">{t("script.hint")}</p>
  </fieldset>
);

interface QuestionnaireProps {
  field: ChoiceField<string>;
  known: Array<[string, string]>;
}

/** What is asked in the call; empty: nothing. */
export function QuestionnaireSelect({ field, known }: QuestionnaireProps) {
  const isKnown = !field.raw || known.some(([id]) => id === field.raw);
  const former: Array<[string, string]> = isKnown ? [] : [[field.raw, t("unseen")]];
  return (
    <Select
      name="questionnaire_id"
      field={field}
      label={t("field.questionnaire_id")}
      hint={t("campaign.questionnaire.hint")}
      options={[["", t("campaign.questionnaire.none")], ...known, ...former]}
    />
  );
}
