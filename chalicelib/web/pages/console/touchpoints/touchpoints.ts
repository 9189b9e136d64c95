/** Where a conversation or ticket belongs on the map of touch points, and correcting that. */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import { type Problem } from "../../desk/client.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";

type Beside = operations.TouchpointBesideView;

const about = (id: string) => ({ path: { about_id: id } });

interface Asking {
  read: () => Promise<Beside>;
  correct: (body: operations.CorrectTouchpoint) => Promise<Beside>;
}

export const askingAbout = (id: string): Asking => ({
  read: () => insist(() => ask(operations.readTouchpointBeside, about(id))),
  correct: (body) => insist(() => ask(operations.correctTouchpoint, { ...about(id), body })),
});

export class Touchpoint {
  readonly #held = signal<Beside | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  #turn = 0;

  constructor(private readonly asking: Asking) {}

  get held(): Beside | null {
    return this.#held.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly read = (): Promise<boolean> => this.#take(this.asking.read());

  /** Whether it is corrected; null as code: the rules decide again. */
  readonly correct = (code: string | null): Promise<boolean> => {
    const version = this.#held.peek()?.version ?? null;
    return this.#take(this.asking.correct({ code, version }));
  };

  /** Whoever asked last is heard. */
  async #take(asked: Promise<Beside>): Promise<boolean> {
    const turn = ++this.#turn;
    this.#busy.value = true;
    try {
      const held = await asked;
      if (turn !== this.#turn) return false;
      [this.#held.value, this.#problem.value] = [held, null];
      return true;
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
      return false;
    } finally {
      if (turn === this.#turn) this.#busy.value = false;
    }
  }
}

interface Named {
  zh: string;
  en: string;
}

/** In our language, or in the other one where there is nothing. Pure. */
export const words = ({ zh, en }: Named, code = language.code): string => (code === "en" ? en || zh : zh || en);

/** What a code means in words; the code's parts where they are no longer known. Pure. */
export function meaning(held: Pick<Beside, "code" | "businesses" | "channels">, code = language.code): string {
  const [channel, , business] = held.code.split("-");
  const part = (parts: Beside["channels"], wanted: string) => {
    const known = parts.find((each) => each.code === wanted);
    return known ? words(known, code) : wanted;
  };
  return `${part(held.businesses, business)} · ${part(held.channels, channel)}`;
}
