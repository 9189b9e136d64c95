/** One calibration that is open: asked for again and again until all are in. */
import { signal } from "@preact/signals";
import type { ComparedView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import * as asking from "./asking.ts";

const PACE_MS = 20_000;

export class OpenCalibration {
  readonly #compared = signal<ComparedView | null>(null);
  readonly #missing = signal(false);
  readonly #poller = new Poller(() => this.#read());

  constructor(private readonly id: string) {}

  get compared(): ComparedView | null {
    return this.#compared.value;
  }

  get missing(): boolean {
    return this.#missing.value;
  }

  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  async #read(): Promise<number | null> {
    try {
      this.#compared.value = await asking.readCalibration(this.id);
      return this.#compared.value.complete ? null : PACE_MS;
    } catch (problem) {
      this.#missing.value = this.#compared.peek() === null;
      throw problem;
    }
  }
}
