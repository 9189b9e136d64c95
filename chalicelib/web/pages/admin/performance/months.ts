/** A month: its draft, which is computed and confirmed, and who stands where. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { PerformanceMonthView, RankedView, RankingView } from "../../desk/operations.ts";
import { MONTH, monthBeside, monthOf } from "../../desk/performance.ts";
import { PerformanceExport } from "../../desk/performance-export.ts";
import { now } from "../../desk/time.ts";
import { after } from "../../desk/timer.ts";
import { say } from "../../kit/toasts.tsx";
import { TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { type GroupChoice, knownGroups } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

const LOOK_MS = 1500;
/** As a revision: the draft. */
export const DRAFT = 0;

interface Known {
  held: PerformanceMonthView;
  ranking: RankingView;
  pages: Pages<RankedView>;
  groups: readonly GroupChoice[];
}

export class Months {
  readonly present = monthOf(now());
  readonly exporting = new PerformanceExport();
  readonly #month = signal(monthBeside(this.present, -1));
  readonly #group = signal("");
  readonly #revision = signal<number | null>(null);
  readonly #busy = signal(false);
  #left = false;
  readonly reading = new Reading(() => this.#read());

  get month(): string {
    return this.#month.value;
  }

  get group(): string {
    return this.#group.value;
  }

  /** Null: the one that holds, else the draft. */
  get revision(): number | null {
    return this.#revision.value;
  }

  get isPresent(): boolean {
    return this.month >= this.present;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  get shown(): asking.Shown {
    return { month: this.month, group: this.group, revision: this.revision };
  }

  leave(): void {
    this.#left = true;
    this.exporting.leave();
  }

  choose(month: string): void {
    if (!MONTH.test(month)) return;
    this.#month.value = month;
    this.#revision.value = null;
    void this.reading.reload();
  }

  step(by: number): void {
    this.choose(monthBeside(this.month, by));
  }

  readonly ofGroup = (id: string): void => {
    this.#group.value = id;
    void this.reading.reload();
  };

  readonly ofRevision = (revision: number | null): void => {
    this.#revision.value = revision;
    void this.reading.reload();
  };

  /** Computes it anew, and looks until that is done. */
  readonly compute = async (): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const month = this.#month.peek();
    try {
      await asking.compute(month);
      await this.reading.reload();
      while (!this.#left && this.#month.peek() === month && this.reading.data?.held.running) {
        await new Promise<void>((resolve) => after(LOOK_MS, resolve));
        await this.reading.reload();
        if (this.reading.problem) break;
      }
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#busy.value = false;
    }
  };

  readonly export = async (): Promise<void> => {
    try {
      await this.exporting.write({ month: this.month, group_id: this.group, revision: this.revision });
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
  };

  confirmed(answer: PerformanceMonthView | null): void {
    if (!answer) return;
    say(t("performance.confirmed.said"));
    this.#revision.value = null;
    void this.reading.reload();
  }

  async #read(): Promise<Known> {
    const shown = { month: this.#month.peek(), group: this.#group.peek(), revision: this.#revision.peek() };
    const [held, ranking, groups] = await Promise.all([
      asking.readMonth(shown.month),
      asking.readRanking(shown, null).catch((problem: Problem) => {
        // The draft that was looked at is confirmed by now.
        if (problem.status !== 404) throw problem;
        return asking.readRanking({ ...shown, revision: null }, null);
      }),
      knownGroups(),
    ]);
    return { held, ranking, pages: new Pages(ranking, (cursor) => asking.readRanking(shown, cursor)), groups };
  }
}

/** A first confirmation needs no words, a correction does. */
export const confirmForm = (held: PerformanceMonthView, done: (answer: PerformanceMonthView) => void) =>
  new Form({
    name: `performance-confirm.${held.draft?.run_id}`,
    fields: { reason: new TextField({ required: held.revisions.length > 0 }) },
    send: ({ reason }) => asking.confirm(held.month, { run_id: held.draft?.run_id ?? "", reason }),
    done,
  });

export type ConfirmFields = ReturnType<typeof confirmForm>["fields"];

export type ShownMonth = asking.Shown;

/** What came of somebody's month. */
export const resultOf = (agentId: string, shown: ShownMonth) => new Reading(() => asking.readResult(agentId, shown));
