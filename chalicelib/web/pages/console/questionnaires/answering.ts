/**
 * A questionnaire that is asked in a call: what is chosen and typed stays in this browser until the desk has it, and the
 * desk has it a moment later, so that whoever is interrupted goes on where they stopped.
 */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";
import { browser, type Kept } from "../../desk/storage.ts";
import { after } from "../../desk/timer.ts";

export type Question = operations.AskedQuestionShown;
export type Answers = Record<string, unknown>;

const SOON_MS = 1500;

const of = (id: string) => ({ path: { followup_id: id } });

/** What is asked of the desk, one function for each thing. */
export const asking = {
  read: (id: string) => insist(() => ask(operations.readQuestions, of(id))),
  save: (id: string, body: operations.SaveAnswers) => insist(() => ask(operations.saveAnswers, { ...of(id), body })),
  send: (id: string) => insist(() => ask(operations.sendQuestionnaire, { ...of(id), body: {} })),
};

export const inWords = (texts: Record<string, string>): string =>
  texts[language.code === "en" ? "en" : "zh-CN"] || Object.values(texts)[0] || "";

/** The questions that these answers lead to: one that is not asked has no answer that others depend on. */
export function askedOf(questions: readonly Question[], answers: Answers): Question[] {
  const known: Answers = {};
  return questions.filter((question) => {
    const { shown_if: condition, key } = question;
    if (condition && !holds(condition, known[condition.key])) return false;
    if (!isEmpty(answers[key])) known[key] = sent(question, answers[key]);
    return true;
  });
}

function holds({ any_of: any, at_least: least, at_most: most }: operations.AskedIfShown, answer: unknown): boolean {
  if (answer === undefined) return false;
  if (any.length) return [answer].flat().some((each) => any.includes(`${each}`));
  return typeof answer === "number" && (least === null || answer >= least) && (most === null || answer <= most);
}

const isEmpty = (answer: unknown): boolean =>
  answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && !answer.length);

/** Numbers are typed as text. */
const sent = (question: Question, answer: unknown): unknown =>
  question.kind === "number" && typeof answer === "string" ? Number(answer) : answer;

/** What is asked and answered, as the desk takes it. */
export function answersOf(questions: readonly Question[], answers: Answers): Answers {
  const asked = askedOf(questions, answers).filter(({ key }) => !isEmpty(answers[key]));
  return Object.fromEntries(asked.map((question) => [question.key, sent(question, answers[question.key])]));
}

const same = (first: Answers, second: Answers): boolean => {
  const keys = (answers: Answers) =>
    JSON.stringify(Object.entries(answers).sort(([one], [other]) => one < other ? -1 : 1));
  return keys(first) === keys(second);
};

export class Answering {
  readonly #view = signal<operations.AnsweringView | null>(null);
  readonly #answers = signal<Answers>({});
  readonly #wrong = signal<Record<string, string>>({});
  readonly #trouble = signal<Problem | null>(null);
  readonly #busy = signal(false);
  readonly #place: string;
  /** What the desk does not have yet: only that is kept, so that what colleagues write besides comes in. */
  #typed: Answers = {};
  #cancel: () => void = () => {};
  #saving: Promise<boolean> = Promise.resolve(true);

  constructor(
    private readonly id: string,
    agentId: string,
    private readonly desk = asking,
    private readonly storage: Kept = browser,
    private readonly later = after,
  ) {
    this.#place = `questionnaire.${agentId}.${id}`;
  }

  get view(): operations.AnsweringView | null {
    return this.#view.value;
  }

  get answers(): Answers {
    return this.#answers.value;
  }

  get trouble(): Problem | null {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  get isOver(): boolean {
    return this.view?.state === "answered" || this.view?.state === "expired";
  }

  get questions(): Question[] {
    return this.view ? askedOf(this.view.definition.questions, this.answers) : [];
  }

  wrongAt(key: string): string {
    return this.#wrong.value[key] ?? "";
  }

  readonly read = async (): Promise<void> => {
    try {
      const view = await this.desk.read(this.id);
      this.#view.value = view;
      this.#typed = this.isOver ? {} : this.storage.read<Answers>(this.#place) ?? {};
      this.#answers.value = { ...view.answers, ...this.#typed };
      if (this.isOver) this.storage.remove(this.#place);
      this.#trouble.value = null;
    } catch (problem) {
      this.#trouble.value = problem as Problem;
    }
  };

  answer(key: string, value: unknown): void {
    this.#answers.value = { ...this.#answers.peek(), [key]: value };
    this.#wrong.value = { ...this.#wrong.peek(), [key]: "" };
    this.#typed = { ...this.#typed, [key]: value };
    this.storage.write(this.#place, this.#typed);
    this.#cancel();
    this.#cancel = this.later(SOON_MS, () => void this.save(false));
  }

  tick(key: string, choice: string, ticked: boolean): void {
    const chosen = [this.#answers.peek()[key] ?? []].flat().filter((each) => each !== choice);
    this.answer(key, ticked ? [...chosen, choice] : chosen);
  }

  /** Gives whether the desk has it. One after the other: the next knows which answers the one before has made. */
  readonly save = (done: boolean): Promise<boolean> => {
    this.#cancel();
    this.#saving = this.#saving.then(() => this.#save(done));
    return this.#saving;
  };

  /** Gives whether the letter goes out. */
  readonly send = async (): Promise<boolean> => {
    if (this.#busy.peek()) return false;
    this.#busy.value = true;
    try {
      await this.#saving;
      this.#view.value = await this.desk.send(this.id);
      this.#trouble.value = null;
      return true;
    } catch (problem) {
      this.#trouble.value = problem as Problem;
      return false;
    } finally {
      this.#busy.value = false;
    }
  };

  /** Nobody looks any more: what is not with the desk yet goes there now. */
  leave(): void {
    this.#cancel();
    const view = this.#view.peek();
    const waits = view && !this.isOver && !same(answersOf(view.definition.questions, this.answers), view.answers);
    if (waits) void this.save(false);
  }

  async #save(done: boolean): Promise<boolean> {
    const view = this.#view.peek();
    if (!view || this.isOver) return false;
    const typed = this.#answers.peek();
    const answers = answersOf(view.definition.questions, typed);
    if (!done && same(answers, view.answers)) return true;
    this.#busy.value = done;
    try {
      const saved = await this.desk.save(this.id, { answers, done, version: view.version });
      this.#view.value = saved;
      this.#trouble.value = null;
      this.#wrong.value = {};
      if (this.#answers.peek() !== typed) return true;
      this.#typed = {};
      this.storage.remove(this.#place);
      return true;
    } catch (problem) {
      await this.#refused(problem as Problem, done);
      return false;
    } finally {
      this.#busy.value = false;
    }
  }

  /** Somebody else wrote meanwhile: what they have and is not typed here comes in, and what is typed here stays. */
  async #refused(problem: Problem, done: boolean): Promise<void> {
    if (problem.code === "changed_meanwhile" || problem.code === "questionnaire_over") {
      await this.read();
      this.#trouble.value = problem;
      return;
    }
    const wrong = problem.errors.map(({ field, message }) => [field.replace("answers.", ""), message]);
    if (wrong.length) this.#wrong.value = Object.fromEntries(wrong);
    if (done || !wrong.length) this.#trouble.value = problem;
  }
}
