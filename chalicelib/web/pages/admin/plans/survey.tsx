/** How a plan's survey is filled in. */
import { t } from "../../desk/i18n.ts";
import { Radios } from "../parts/choices.tsx";
import { Rows } from "../parts/compound.tsx";
import { NumberInput, Select, WrongLine } from "../parts/fields.tsx";
import type { NumberField } from "../parts/fields.ts";
import { BothLanguages } from "./languages.tsx";
import { ASKING, type ChoicesField, CLOCKS, KINDS, type QuestionField, SCORES, type surveyField } from "./survey.ts";

const WORDS_LIMIT = 200;

type SurveyField = ReturnType<typeof surveyField>;

interface NumberOfProps {
  name: string;
  field: NumberField;
  min: number;
  max: number;
  unit: string;
}

const NumberOf = ({ name, field, min, max, unit }: NumberOfProps) => (
  <NumberInput
    name={`survey.${name}`}
    field={field}
    label={t(`survey.${name}`)}
    hint={t(`survey.${name}.hint`)}
    unit={t(`unit.${unit}`)}
    min={min}
    max={max}
  />
);

export function Survey({ field }: { field: SurveyField }) {
  const { parts } = field;
  return (
    <div class="form-fields survey-fields">
      <Radios
        name="survey.ask"
        across
        field={parts.ask}
        label={t("survey.ask")}
        options={ASKING.map((way) => [way, t(`ask.${way}`), t(`ask.${way}.hint`)])}
      />
      <NumberOf name="share" field={parts.share} min={1} max={100} unit="percent" />
      <NumberOf name="again_after_days" field={parts.again_after_days} min={0} max={365} unit="days" />
      <NumberOf name="link_after_minutes" field={parts.link_after_minutes} min={0} max={1440} unit="minutes" />
      <NumberOf name="remind_after_hours" field={parts.remind_after_hours} min={1} max={168} unit="hours" />
      <NumberOf name="expire_after_days" field={parts.expire_after_days} min={1} max={60} unit="days" />
      <Select
        name="survey.low_score"
        field={parts.low_score}
        label={t("survey.low_score")}
        hint={t("survey.low_score.hint")}
        options={SCORES.map((score) => [score, t("survey.score", { score })])}
      />
      <NumberOf name="callback_minutes" field={parts.callback_minutes} min={10} max={10_080} unit="minutes" />
      <Radios
        name="survey.callback_time"
        field={parts.callback_time}
        label={t("survey.callback_time")}
        options={CLOCKS.map((clock) => [clock, t(`clock.${clock}`), t(`clock.${clock}.hint`)])}
      />
      <Choices name="reasons" field={parts.reasons} />
      <Questions field={field} />
      <WrongLine of={field} />
    </div>
  );
}

const Choices = ({ name, field }: { name: string; field: ChoicesField }) => (
  <Rows
    name={`survey.${name}`}
    across
    field={field}
    label={t(`survey.${name}`)}
    hint={t(`survey.${name}.hint`)}
    add={t(`survey.${name}.add`)}
    title={(number) => t(`survey.${name}.one`, { number })}
    none={t(`survey.${name}.none`)}
    movable
    rowClass="choice"
  >
    {(its) => (
      <BothLanguages name={name} field={its.parts.texts} longest={WORDS_LIMIT}>
        <WrongLine of={its} />
      </BothLanguages>
    )}
  </Rows>
);

const Questions = ({ field }: { field: SurveyField }) => (
  <Rows
    name="survey.questions"
    across
    field={field.parts.questions}
    label={t("survey.questions")}
    hint={t("survey.questions.hint")}
    add={t("survey.questions.add")}
    title={(number) => t("survey.questions.one", { number })}
    none={t("survey.questions.none")}
    movable
    rowClass="question"
  >
    {(its) => <Question field={its} />}
  </Rows>
);

const Question = ({ field }: { field: QuestionField }) => (
  <div class="list-fields">
    <Select
      name="question.kind"
      field={field.parts.kind}
      label={t("question.kind")}
      options={KINDS.map((kind) => [kind, t(`question.${kind}`)])}
    />
    <BothLanguages name="question" field={field.parts.texts} longest={WORDS_LIMIT} />
    {field.hasChoices && <Choices name="choices" field={field.parts.choices} />}
    <WrongLine of={field} />
  </div>
);
