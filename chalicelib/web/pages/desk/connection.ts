/** Whether the desk can be reached, as its regular readers see it. One missed answer is not worth a word. */
import { signal } from "@preact/signals";

const WORTH_A_WORD = 2;

class Connection {
  readonly #failures = new Map<object, number>();
  readonly #down = signal(false);

  /** Whoever renders with it is rendered anew when it changes. */
  get down(): boolean {
    return this.#down.value;
  }

  answered(reader: object): void {
    this.#failures.delete(reader);
    this.#weigh();
  }

  failed(reader: object): void {
    this.#failures.set(reader, (this.#failures.get(reader) ?? 0) + 1);
    this.#weigh();
  }

  #weigh(): void {
    const down = [...this.#failures.values()].some((failures) => failures >= WORTH_A_WORD);
    this.#down.value = down;
  }
}

export const connection = new Connection();
