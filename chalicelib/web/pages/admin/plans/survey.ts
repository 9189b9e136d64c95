/** Whether and how a plan asks how it went, and what a low score brings. */
import type { ChoiceBodyShown, QuestionBodyShown, SurveyBody } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, NumberField } from "../parts/fields.ts";
import { LanguagesField } from "./languages.ts";
import { freeId } from "./replies.ts";

export const ASKING = ["always", "sample", "never"];
export const KINDS = ["score", "text", "choice"];
export const CLOCKS = ["calendar", "working"];
export const SCORES = [1, 2, 3, 4, 5];

/** Ids of choices and questions keep what was answered apart; people never see them. */
export const choice = (its: ChoiceBodyShown) =>
  new GroupField({ choice_id: new Constant(its.choice_id), texts: new LanguagesField(its.texts) });

export type ChoicesField = ListField<ChoiceBodyShown, ReturnType<typeof choice>>;

const choicesField = (choices: ChoiceBodyShown[], prefix: string): ChoicesField =>
  new ListField({
    value: choices,
    make: choice,
    blank: (others) => ({ choice_id: freeId(prefix, others.map(({ choice_id: id }) => id)), texts: {} }),
    isBlank: (field) => field.parts.texts.isEmpty,
  });

/** Only a question of choices has any. */
export class QuestionField extends GroupField<ReturnType<typeof questionParts>> {
  constructor(its: QuestionBodyShown) {
    super(questionParts(its));
  }

  get hasChoices(): boolean {
    return this.parts.kind.raw === "choice";
  }

  get isBlank(): boolean {
    return this.parts.texts.isEmpty && !this.parts.choices.read().length;
  }

  override read(): QuestionBodyShown {
    const question = super.read();
    return this.hasChoices ? question : { ...question, choices: [] };
  }
}

const questionParts = (its: QuestionBodyShown) => ({
  question_id: new Constant(its.question_id),
  kind: new ChoiceField<string>({ value: its.kind }),
  texts: new LanguagesField(its.texts),
  choices: choicesField(its.choices, "choice"),
});

export const surveyField = (its: SurveyBody) => {
  const number = (value: number) => new NumberField({ value, required: true });
  return new GroupField({
    ask: new ChoiceField<string>({ value: its.ask }),
    share: number(its.share),
    again_after_days: number(its.again_after_days),
    link_after_minutes: number(its.link_after_minutes),
    remind_after_hours: number(its.remind_after_hours),
    expire_after_days: number(its.expire_after_days),
    low_score: new ChoiceField<number>({ value: its.low_score }),
    callback_minutes: number(its.callback_minutes),
    callback_time: new ChoiceField<string>({ value: its.callback_time }),
    reasons: choicesField(its.reasons ?? [], "reason"),
    questions: new ListField<QuestionBodyShown, QuestionField>({
      value: its.questions,
      make: (question) => new QuestionField(question),
      blank: (others) => ({
        question_id: freeId("question", others.map(({ question_id: id }) => id)),
        kind: "score",
        texts: {},
        choices: [],
      }),
      isBlank: (field) => field.isBlank,
    }),
  });
};
