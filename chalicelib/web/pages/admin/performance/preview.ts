/** What a draft would give, computed by the desk while one looks. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { PerformanceRunView, PreviewedView } from "../../desk/operations.ts";
import { after } from "../../desk/timer.ts";
import * as asking from "./asking.ts";

const LOOK_MS = 1200;

export class Preview {
  readonly #run = signal<PerformanceRunView | null>(null);
  readonly #lines = signal<readonly PreviewedView[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(true);
  #left = false;

  constructor(private readonly id: string, private readonly version: number) {}

  get run(): PerformanceRunView | null {
    return this.#run.value;
  }

  get lines(): readonly PreviewedView[] {
    return this.#lines.value;
  }

  get more(): boolean {
    return this.#next.value !== null;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  leave(): void {
    this.#left = true;
  }

  readonly begin = (): Promise<void> =>
    this.#doing(async () => {
      this.#run.value = await asking.beginPreview(this.id, this.version, null);
      await this.#look();
    });

  readonly readOn = (): Promise<void> =>
    this.#doing(async () => {
      const { items, next } = await asking.readPreview(this.id, this.#next.peek());
      this.#lines.value = [...this.#lines.peek(), ...items];
      this.#next.value = next;
    });

  async #look(): Promise<void> {
    while (!this.#left) {
      const { run, items, next } = await asking.readPreview(this.id, null);
      this.#run.value = run;
      if (run.state === "done" || run.state === "void") {
        this.#lines.value = items;
        this.#next.value = next;
        return;
      }
      await new Promise<void>((resolve) => after(LOOK_MS, resolve));
    }
  }

  async #doing(act: () => Promise<void>): Promise<void> {
    this.#busy.value = true;
    this.#problem.value = null;
    try {
      await act();
    } catch (problem) {
      this.#problem.value = problem as Problem;
    } finally {
      this.#busy.value = false;
    }
  }
}
