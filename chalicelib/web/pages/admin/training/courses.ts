/** The courses: as a list, and one that is worked on as a draft until it is published. */
import type { Problem } from "../../desk/client.ts";
import { language, t } from "../../desk/i18n.ts";
import type {
  CourseDefinition,
  CourseDefinitionShown,
  CourseLineView,
  CoursePreviewView,
  CourseRecordView,
} from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, NumberField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { asSeenFrom } from "../tickets/places.ts";
import * as asking from "./asking.ts";

export const LESSON_KINDS = ["text", "article", "phrases", "conversation"] as const;
export const QUESTION_KINDS = ["single", "multiple", "ordering", "text", "typing"] as const;

type Lesson = CourseDefinitionShown["lessons"][number];
type Quiz = NonNullable<CourseDefinitionShown["quiz"]>;
type Question = Quiz["questions"][number];

/** An option as it is edited: of those to be put into order each is right where it stands. */
export interface OptionForm {
  option_id: string;
  text: string;
  is_right: boolean;
}

type QuestionForm = Omit<Question, "options" | "right"> & { options: OptionForm[] };
type QuizForm = Omit<Quiz, "questions"> & { questions: QuestionForm[] };
export type CourseForm = Omit<CourseDefinitionShown, "quiz"> & { has_quiz: boolean; quiz: QuizForm };

const newKey = (letter: string): string => `${letter}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;

const newOption = (): OptionForm => ({ option_id: newKey("o"), text: "", is_right: false });

const newQuestion = (): QuestionForm => ({
  question_id: newKey("q"),
  kind: "single",
  text: "",
  options: [newOption(), newOption()],
  weight: 10,
  note: "",
  passage: "",
  goal: 60,
  least_accuracy: 90,
});

const NO_QUIZ: QuizForm = {
  questions: [],
  pass_mark: 70,
  minutes: 30,
  tries: 3,
  wait_hours: 0,
  shuffled: true,
  lessons_first: true,
  shows_right: true,
};

export const blank = (): CourseDefinitionShown => ({
  title: "",
  summary: "",
  language: language.code,
  lessons: [],
  quiz: null,
  valid_months: 12,
  warn_days: 14,
});

/** A course as the form has it. Pure. */
export function formOf({ quiz, ...rest }: CourseDefinitionShown): CourseForm {
  if (!quiz) return { ...rest, has_quiz: false, quiz: NO_QUIZ };
  const questions = quiz.questions.map(({ options, right, ...question }) => {
    const ordered = question.kind === "ordering"
      ? right.flatMap((id) => options.filter(({ option_id: each }) => each === id))
      : options;
    return { ...question, options: ordered.map((each) => ({ ...each, is_right: right.includes(each.option_id) })) };
  });
  return { ...rest, has_quiz: true, quiz: { ...quiz, questions } };
}

/** The same as it is stored: what a kind of question has no use for is left out. Pure. */
export function definitionOf({ has_quiz, quiz, ...rest }: CourseForm): CourseDefinition {
  const questions = quiz.questions.map(({ options, ...question }) => {
    const chosen = ["single", "multiple", "ordering"].includes(question.kind);
    const kept = chosen ? options : [];
    const right = kept.filter(({ is_right }) => is_right || question.kind === "ordering");
    return {
      ...question,
      passage: question.kind === "typing" ? question.passage : "",
      options: kept.map(({ option_id, text }) => ({ option_id, text })),
      right: right.map(({ option_id }) => option_id),
    };
  });
  const lessons = rest.lessons.map((lesson) =>
    lesson.kind === "conversation" ? lesson : { ...lesson, first: 0, last: 0 }
  );
  return { ...rest, lessons, quiz: has_quiz ? { ...quiz, questions } : null };
}

const lessonOf = (lesson: Lesson) =>
  new GroupField({
    lesson_id: new Constant(lesson.lesson_id),
    kind: new ChoiceField<Lesson["kind"]>({ value: lesson.kind }),
    title: new TextField({ value: lesson.title }),
    about: new TextField({ value: lesson.about }),
    text: new TextField({ value: lesson.text }),
    first: new NumberField({ value: lesson.first }),
    last: new NumberField({ value: lesson.last }),
  });

export type LessonField = ReturnType<typeof lessonOf>;

const optionOf = ({ option_id, text, is_right }: OptionForm) =>
  new GroupField({
    option_id: new Constant(option_id),
    text: new TextField({ value: text }),
    is_right: new TickField(is_right),
  });

export type OptionField = ReturnType<typeof optionOf>;

const questionOf = (question: QuestionForm) =>
  new GroupField({
    question_id: new Constant(question.question_id),
    kind: new ChoiceField<Question["kind"]>({ value: question.kind }),
    text: new TextField({ value: question.text }),
    options: new ListField<OptionForm, OptionField>({ value: question.options, make: optionOf, blank: newOption }),
    weight: new NumberField({ value: question.weight, required: true }),
    note: new TextField({ value: question.note }),
    passage: new TextField({ value: question.passage }),
    goal: new NumberField({ value: question.goal }),
    least_accuracy: new NumberField({ value: question.least_accuracy }),
  });

export type QuestionField = ReturnType<typeof questionOf>;

const quizOf = (quiz: QuizForm) =>
  new GroupField({
    questions: new ListField<QuestionForm, QuestionField>({
      value: quiz.questions,
      make: questionOf,
      blank: newQuestion,
    }),
    pass_mark: new NumberField({ value: quiz.pass_mark, required: true }),
    minutes: new NumberField({ value: quiz.minutes, required: true }),
    tries: new NumberField({ value: quiz.tries, required: true }),
    wait_hours: new NumberField({ value: quiz.wait_hours, required: true }),
    shuffled: new TickField(quiz.shuffled),
    lessons_first: new TickField(quiz.lessons_first),
    shows_right: new TickField(quiz.shows_right),
  });

const fieldsOf = (course: CourseForm) => ({
  title: new TextField({ value: course.title, required: true }),
  summary: new TextField({ value: course.summary }),
  language: new ChoiceField<CourseForm["language"]>({ value: course.language }),
  valid_months: new NumberField({ value: course.valid_months, required: true }),
  warn_days: new NumberField({ value: course.warn_days, required: true }),
  lessons: new ListField<Lesson, LessonField>({
    value: course.lessons,
    make: lessonOf,
    blank: () => ({ lesson_id: newKey("l"), kind: "text", title: "", about: "", text: "", first: 0, last: 0 }),
  }),
  has_quiz: new TickField(course.has_quiz),
  quiz: quizOf(course.quiz),
});

export type CourseFields = ReturnType<typeof fieldsOf>;
export type Choices = ReadonlyArray<readonly [string, string]>;

/** What lessons may be about. */
export interface Sources {
  articles: Choices;
  shelves: Choices;
}

export class CourseEditing {
  readonly form: Form<CourseFields, CourseRecordView>;
  #publishes = false;

  /** `record`: null for a new one. */
  constructor(private record: CourseRecordView | null, done: (answer: CourseRecordView) => void) {
    this.form = new Form<CourseFields, CourseRecordView>({
      name: `course.${record?.course_id ?? "new"}`,
      fields: fieldsOf(formOf(this.#definition)),
      send: (_, key) => this.#send(key),
      newest: async () => {
        if (this.record) this.record = await asking.readCourse(this.record.course_id);
        return valuesOf(fieldsOf(formOf(this.#definition)));
      },
      done,
    });
  }

  get #definition(): CourseDefinitionShown {
    return this.record?.draft ?? this.record?.published ?? blank();
  }

  get #typed(): CourseDefinition {
    return definitionOf(valuesOf(this.form.fields) as CourseForm);
  }

  readonly publish = async (): Promise<void> => {
    this.#publishes = true;
    await this.form.submit();
    this.#publishes = false;
  };

  /** What its lessons would show; null where that is refused, which is said. */
  readonly preview = async (): Promise<CoursePreviewView | null> => {
    try {
      return await asking.preview(this.#typed);
    } catch (problem) {
      const [wrong] = (problem as Problem).errors;
      const lesson = Number(wrong?.field.match(/lessons\.(\d+)/)?.[1] ?? -1) + 1;
      say(lesson ? t("training.preview.failed", { number: lesson }) : wordsOf(problem as Problem), { kind: "warning" });
      return null;
    }
  };

  async #send(key: string): Promise<CourseRecordView> {
    const draft = this.#typed;
    const { record } = this;
    this.record = record
      ? await asSeenFrom("draft", asking.saveDraft(record.course_id, { draft, version: record.version }))
      : await asSeenFrom("draft", asking.createCourse(draft, key));
    const { course_id: id, version } = this.record;
    return this.#publishes ? await asSeenFrom("draft", asking.publish(id, version, key)) : this.record;
  }
}

export class Courses {
  readonly reading = new Reading(async () => {
    const [courses, articles, groups] = await Promise.all([
      asking.listCourses(),
      asking.articleTitles(),
      api.listGroups().catch(() => []),
    ]);
    const shelves = [["company", t("training.shelf.company")] as const];
    const own = groups.map(({ group_id: id, name }) => [id, name] as const);
    return { courses, sources: { articles, shelves: [...shelves, ...own] } };
  });

  stored(before: CourseRecordView | null, after: CourseRecordView | null): void {
    if (!after) return;
    const isNew = after.number > (before?.number ?? 0);
    say(isNew ? t("training.published.said", { version: after.number }) : t("training.draft.saved"));
    void this.reading.reload();
  }

  readonly read = async (id: string): Promise<CourseRecordView | null> => {
    try {
      return await asking.readCourse(id);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      return null;
    }
  };

  readonly discard = async ({ course_id: id }: CourseLineView, leaving: AbortSignal): Promise<void> => {
    const title = t("training.discard");
    if (!await confirmed({ title, paragraphs: [t("training.discard.about")], confirm: title }, leaving)) return;
    await this.#doing(() => asking.discardDraft(id));
  };

  readonly archive = async ({ course_id: id, archived }: CourseLineView, leaving: AbortSignal): Promise<void> => {
    const title = t("training.archive");
    const asked = { title, paragraphs: [t("training.archive.about")], confirm: title };
    if (!archived && !await confirmed(asked, leaving)) return;
    await this.#doing(() => asking.archive(id, !archived));
  };

  async #doing(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    void this.reading.reload();
  }
}
