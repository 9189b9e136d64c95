/** What a section reads from the desk: what is known of it, whether it is being read, and why it could not be. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { refusals } from "../../desk/asking.ts";
import { readAnew } from "./shared.ts";

/** A reading that fails leaves what is known. Whoever asks again does not hear of an answer to an earlier question. */
export class Reading<Data> {
  readonly #data = signal<Data | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(true);
  #turn = 0;

  constructor(private readonly load: () => Promise<Data>) {}

  get data(): Data | null {
    return this.#data.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly reload = async (): Promise<void> => {
    const turn = ++this.#turn;
    if (this.#data.peek() !== null) readAnew();
    this.#busy.value = true;
    try {
      const data = await this.load();
      if (turn !== this.#turn) return;
      this.#data.value = data;
      this.#problem.value = null;
    } catch (problem) {
      if (turn !== this.#turn) return;
      this.#problem.value = problem as Problem;
      if ((problem as Problem).code === "agreement_needed") this.#whenAccepted(turn);
    }
    this.#busy.value = false;
  };

  #whenAccepted(turn: number): void {
    const again = () => void (turn === this.#turn && this.reload());
    refusals.addEventListener("agreement_accepted", again, { once: true });
  }

  /** Something was learnt without asking. */
  learn(data: Data): void {
    this.#data.value = data;
  }

  /** Nobody looks any more. */
  leave(): void {
    this.#turn += 1;
  }
}
