/** Due work: what died and asks for somebody's hand, and what waits for its time. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { WorkView } from "../../desk/operations.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { unreadWordsOf, wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export const STATES = ["dead", "due"] as const;
export type State = typeof STATES[number];

/** What the desk says when somebody else was faster, or when the work was done by now. */
const OVERTAKEN = ["unknown_work", "not_dead"];

export const kindWords = ({ kind }: Pick<WorkView, "kind">): string => tOf("job", kind);

export const isRunning = ({ leased_until: until }: WorkView): boolean => until !== null && Date.parse(until) > now();

/** The desk gives what waits in several rows, each in order. */
export const inOrder = (pieces: readonly WorkView[]): WorkView[] =>
  [...pieces].sort((one, other) => Date.parse(one.due_at) - Date.parse(other.due_at));

interface Listed {
  state: State;
  pages: Pages<WorkView>;
  /** How many died; with a + if there are more. */
  dead: string;
}

export class Work {
  /** At first the dead, if there are any; then the list stays, also when its last piece is gone. */
  readonly #chosen = signal<State | null>(null);
  readonly reading = new Reading(() => this.#read());

  get chosen(): State {
    return this.#chosen.value ?? this.reading.data?.state ?? "dead";
  }

  choose(state: State): void {
    this.#chosen.value = state;
    this.reading.reload();
  }

  async #read(): Promise<Listed> {
    const dead = await api.listWork("dead", null);
    const state = this.#chosen.peek() ?? (dead.items.length ? "dead" : "due");
    const first = state === "dead" ? dead : await api.listWork("due", null);
    this.#chosen.value ??= state;
    return {
      state,
      pages: new Pages(first, (cursor) => api.listWork(state, cursor)),
      dead: dead.items.length ? `${dead.items.length}${dead.next ? "+" : ""}` : "",
    };
  }
}

/** One piece: what it is and why it died; doing it again, or never. `close` ends the looking at it. */
export class Piece {
  readonly problem = signal("");
  readonly busy = signal(false);
  readonly reading: Reading<WorkView | null>;

  constructor(readonly listed: WorkView, private readonly close: () => void) {
    this.reading = new Reading(() => this.#read());
  }

  async #read(): Promise<WorkView | null> {
    try {
      return await api.readWork(this.listed.work_id);
    } catch (problem) {
      if ((problem as Problem).code === "unknown_work") this.#overtaken(problem as Problem);
      else this.problem.value = unreadWordsOf(problem as Problem);
      return null;
    }
  }

  readonly redrive = (): Promise<void> => this.#attempt("redrive", api.redriveWork);
  readonly drop = (): Promise<void> => this.#attempt("drop", api.dropWork);

  /** Twice is once for the desk, so a lost answer may be asked for again. */
  async #attempt(what: "redrive" | "drop", act: (id: string) => Promise<unknown>): Promise<void> {
    this.busy.value = true;
    this.problem.value = "";
    try {
      await act(this.listed.work_id);
      this.close();
      say(t(`duework.${what}.done`, { kind: kindWords(this.listed) }));
    } catch (trouble) {
      const problem = trouble as Problem;
      if (OVERTAKEN.includes(problem.code)) this.#overtaken(problem);
      else this.problem.value = wordsOf(problem);
    }
    this.busy.value = false;
  }

  #overtaken(problem: Problem): void {
    this.close();
    say(wordsOf(problem), { kind: "warning", stays: true });
  }
}
