/** Stored days, played against another allocation, capacity or staff. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { ReplayView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Period } from "../surveys/period.ts";

export type Allocation = "" | "rotation" | "balanced";

export class Replay {
  readonly period = new Period();
  readonly allocation = signal<Allocation>("");
  /** As typed; empty is as it was. */
  readonly capacity = signal("");
  readonly staff = signal("");
  readonly report = signal<ReplayView | null>(null);
  readonly problem = signal<Problem | null>(null);
  readonly busy = signal(false);

  readonly play = async (): Promise<void> => {
    this.busy.value = true;
    this.problem.value = null;
    try {
      this.report.value = await api.replay({
        ...this.period.bounds,
        ...(this.allocation.value && { allocation: this.allocation.value }),
        ...(this.capacity.value && { capacity: Number(this.capacity.value) }),
        ...(this.staff.value && { staff: Number(this.staff.value) }),
      });
    } catch (problem) {
      this.problem.value = problem as Problem;
    }
    this.busy.value = false;
  };
}
