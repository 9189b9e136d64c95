/** Something that is read from the desk: there, or why not. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";

export const wordsOf = ({ code }: Problem): string => tOf("training.failed", code, { code });

export class Held<Value> {
  readonly #value = signal<Value | null>(null);
  readonly #trouble = signal("");
  #turn = 0;

  constructor(private readonly read: () => Promise<Value>) {}

  get value(): Value | null {
    return this.#value.value;
  }

  set value(value: Value | null) {
    this.#value.value = value;
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  readonly look = async (): Promise<void> => {
    const turn = this.#turn += 1;
    this.#trouble.value = "";
    try {
      const value = await this.read();
      if (turn === this.#turn) this.#value.value = value;
    } catch (problem) {
      if (turn === this.#turn) this.#trouble.value = wordsOf(problem as Problem);
    }
  };
}
