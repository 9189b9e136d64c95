/** Comparing what each agent is said to have with the conversations there are, which mends it. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { RecountView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { newKey } from "../parts/once.ts";

export class Recount {
  readonly report = signal<RecountView | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly busy = signal(false);

  readonly start = async (): Promise<void> => {
    this.busy.value = true;
    this.problem.value = null;
    try {
      this.report.value = await api.recount(newKey());
    } catch (problem) {
      this.problem.value = problem as Problem;
    }
    this.busy.value = false;
  };
}
