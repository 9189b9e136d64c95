/** An attempt that is made: answers are kept as they are given, typing is timed, the clock hands in. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { QuizAttemptView, QuizQuestionView } from "../../desk/operations.ts";
import { tab } from "../../desk/storage.ts";
import { now } from "../../desk/time.ts";
import { after } from "../../desk/timer.ts";
import { say } from "../../kit/toasts.tsx";
import * as asking from "./asking.ts";
import { wordsOf } from "./held.ts";

const PAUSE_MS = 900;

export interface Given {
  chosen: string[];
  text: string;
}

/** What stands for an answer: what was kept, or what was given since. Pure. */
export const givenOf = (question: QuizQuestionView, typed: Given | undefined): Given =>
  typed ?? { chosen: question.chosen, text: question.answer };

/** The options as they stand: in the order they were put into, the others behind. Pure. */
export function inOrder(question: QuizQuestionView, chosen: readonly string[]): string[] {
  const all = question.options.map(({ option_id: id }) => id);
  return [...chosen.filter((id) => all.includes(id)), ...all.filter((id) => !chosen.includes(id))];
}

/** One moved by so many places. Pure. */
export function moved(ids: readonly string[], id: string, step: number): string[] {
  const to = ids.indexOf(id) + step;
  if (to < 0 || to >= ids.length) return [...ids];
  const others = ids.filter((each) => each !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}

type Asked = Pick<typeof asking, "answer" | "beginTyping" | "endTyping" | "submit">;

export class Sitting {
  readonly #attempt = signal<QuizAttemptView | null>(null);
  readonly #given = signal<Record<string, Given>>({});
  readonly #busy = signal(false);
  readonly #unsaved = signal<ReadonlySet<string>>(new Set());
  readonly #timers = new Map<string, () => void>();
  readonly #keeping = new Map<string, Promise<void>>();
  readonly #draft: string;
  /** When the first key of a passage was pressed, and the last. */
  readonly #keys = new Map<string, [first: number, last: number]>();

  constructor(readonly id: string, private readonly ended: () => void, private readonly desk: Asked = asking) {
    this.#draft = `training.${id}`;
    this.#given.value = tab.read<Record<string, Given>>(this.#draft, {});
  }

  get attempt(): QuizAttemptView | null {
    return this.#attempt.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Questions whose answers have not reached the desk yet. */
  get unsaved(): ReadonlySet<string> {
    return this.#unsaved.value;
  }

  given(question: QuizQuestionView): Given {
    return givenOf(question, this.#given.value[question.question_id]);
  }

  readonly take = (attempt: QuizAttemptView): void => {
    this.#attempt.value = attempt;
    if (attempt.state !== "running") return;
    for (const id of Object.keys(this.#given.peek())) this.#keepSoon(id, 0); // typed before a reload
  };

  give(question: QuizQuestionView, given: Partial<Given>): void {
    const id = question.question_id;
    this.#given.value = { ...this.#given.peek(), [id]: { ...this.given(question), ...given } };
    tab.write(this.#draft, this.#given.peek());
    this.#keepSoon(id, given.text === undefined ? 0 : PAUSE_MS);
  }

  #keepSoon(id: string, ms: number): void {
    this.#unsaved.value = new Set([...this.#unsaved.peek(), id]);
    this.#timers.get(id)?.();
    this.#timers.set(id, after(ms, () => void this.#keep(id)));
  }

  /** One after the other, so that what was given last is what stays. */
  #keep(id: string): Promise<void> {
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    const kept = (this.#keeping.get(id) ?? Promise.resolve()).then(() => this.#keepNow(id));
    this.#keeping.set(id, kept);
    return kept;
  }

  async #keepNow(id: string): Promise<void> {
    const given = this.#given.peek()[id];
    if (!given) return;
    try {
      const answer = await this.desk.answer(this.id, id, given);
      if (this.#given.peek()[id] !== given) return; // something else was given meanwhile, and will be kept
      const left = Object.entries(this.#given.peek()).filter(([each]) => each !== id);
      this.#given.value = Object.fromEntries(left);
      tab.write(this.#draft, this.#given.peek());
      this.#unsaved.value = new Set([...this.#unsaved.peek()].filter((each) => each !== id));
      this.#attempt.value = answer;
    } catch (problem) {
      if ((problem as Problem).code === "attempt_over") await this.#over();
      else say(wordsOf(problem as Problem), { kind: "warning" });
    }
  }

  /** Starts the clock of a passage. */
  readonly beginTyping = (questionId: string): Promise<boolean> =>
    this.#doing(async () => this.#attempt.value = await this.desk.beginTyping(this.id, questionId));

  pressed(questionId: string): void {
    const [first] = this.#keys.get(questionId) ?? [performance.now()];
    this.#keys.set(questionId, [first, performance.now()]);
  }

  readonly endTyping = (questionId: string, text: string): Promise<boolean> =>
    this.#doing(async () => {
      const [first, last] = this.#keys.get(questionId) ?? [0, 0];
      const seconds = Math.max(0, (last - first) / 1000);
      this.#attempt.value = await this.desk.endTyping(this.id, questionId, { text, seconds });
    });

  /** Hands it in, with what was given and not kept yet; not while something of that does not come through. */
  readonly submit = async (): Promise<void> => {
    await Promise.all(Object.keys(this.#given.peek()).map((id) => this.#keep(id)));
    if (this.#attempt.peek()?.state !== "running" || Object.keys(this.#given.peek()).length > 0) return;
    await this.#doing(async () => {
      this.#attempt.value = await this.desk.submit(this.id);
      tab.remove(this.#draft);
      this.#given.value = {};
      this.ended();
    });
  };

  /** What is left on the desk's clock, in seconds. */
  left(at = now()): number {
    const attempt = this.#attempt.value;
    return attempt ? Math.max(0, Math.ceil((Date.parse(attempt.deadline) - at) / 1000)) : 0;
  }

  /** Hands it in when its time is over. */
  watch(): () => void {
    const attempt = this.#attempt.peek();
    if (!attempt || attempt.state !== "running") return () => {};
    const ms = Date.parse(attempt.deadline) - now();
    return ms < 2 ** 31 ? after(Math.max(0, ms) + 500, () => void this.#over()) : () => {};
  }

  async #over(): Promise<void> {
    if (this.#attempt.peek()?.state !== "running") return;
    say(t("training.time_over"), { kind: "warning" });
    await this.#doing(async () => {
      this.#attempt.value = await this.desk.submit(this.id);
      tab.remove(this.#draft);
      this.#given.value = {};
      this.ended();
    });
  }

  async #doing(act: () => Promise<unknown>): Promise<boolean> {
    this.#busy.value = true;
    try {
      await act();
      return true;
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      return false;
    } finally {
      this.#busy.value = false;
    }
  }
}
