/** What is shown of a month: one's own, a ranking, or somebody's in it. */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";
import { monthBeside } from "../../desk/performance.ts";
import { PerformanceExport } from "../../desk/performance-export.ts";
import type { Choice } from "../reports/choices.ts";
import { say } from "../../kit/toasts.tsx";
import { TEAM, type View } from "./place.ts";

interface Known {
  view: View;
  /** The month that is shown, on the desk's clock. */
  month: string;
  held: operations.HeldView | null;
  ranking: operations.RankingView | null;
}

export class Months {
  readonly exporting = new PerformanceExport();
  readonly #known = signal<Known | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  /** The present month, once it is known. */
  readonly #present = signal("");
  #turn = 0;

  get known(): Known | null {
    return this.#known.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  leave(): void {
    this.#turn += 1;
    this.exporting.leave();
  }

  /** Which months there are to go to. */
  beside(month: string, step: number): string | null {
    const other = monthBeside(month, step);
    return step > 0 && this.#present.value && other > this.#present.value ? null : other;
  }

  async look(view: View): Promise<void> {
    const turn = ++this.#turn;
    this.#busy.value = true;
    this.#problem.value = null;
    try {
      const known = await read(view);
      if (turn !== this.#turn) return;
      if (!view.month) this.#present.value = known.month;
      this.#known.value = known;
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    } finally {
      if (turn === this.#turn) this.#busy.value = false;
    }
  }

  /** The next lines of a ranking. */
  readonly more = async (): Promise<void> => {
    const known = this.#known.peek();
    if (!known?.ranking?.next || this.#busy.peek()) return;
    const turn = this.#turn;
    this.#busy.value = true;
    try {
      const page = await rankingOf(known.view, known.month, known.ranking.next);
      if (turn !== this.#turn) return;
      const items = [...known.ranking.items, ...page.items];
      this.#known.value = { ...known, ranking: { ...page, items } };
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    } finally {
      this.#busy.value = false;
    }
  };

  readonly export = async ({ group }: View, month: string): Promise<void> => {
    try {
      await this.exporting.write({ month, group_id: group });
    } catch (problem) {
      const { code } = problem as Problem;
      say(tOf("performance.failed", code, { code }), { kind: "warning" });
    }
  };
}

async function read(view: View): Promise<Known> {
  if (view.section === TEAM && !view.agent) {
    const ranking = await rankingOf(view, view.month, null);
    return { view, month: ranking.month, held: null, ranking };
  }
  const query = { month: view.month };
  const held = view.section === TEAM
    ? await insist(() => ask(operations.readPerformanceOf, { path: { agent_id: view.agent }, query }))
    : await insist(() => ask(operations.readPerformance, { query }));
  return { view, month: held.month, held, ranking: null };
}

const rankingOf = ({ group }: View, month: string, cursor: string | null) =>
  insist(() =>
    ask(operations.listPerformanceRanking, { query: { month, group_id: group, cursor: cursor ?? undefined } })
  );

/** The id in a choice's `group:grp_…`. */
export const groupOf = ({ of }: Choice): string => of.slice(of.indexOf(":") + 1);
