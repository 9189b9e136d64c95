/** Figures as they are asked for: what they mean, those of a view, and those of the period before. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import { language } from "../../desk/i18n.ts";
import type { Problem } from "../../desk/client.ts";
import type { DefinitionView, FiguresLineView, ReportPage, SumsView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { browser } from "../../desk/storage.ts";
import { now } from "../../desk/time.ts";
import type { Desk } from "../desk.ts";
import { before, type Days, daysOf } from "./periods.ts";
import { reportOf } from "./place.ts";
import { isKeyed, placeOf, USUAL, type View, viewOf } from "./view.ts";

const PACE_MS = 5 * 60_000;

/** What was read of a question so far. */
export interface Read {
  days: Days;
  lines: readonly FiguresLineView[];
  total: SumsView | null;
  next: string | null;
}

export interface Shown {
  /** What was asked. */
  question: string;
  present: Read;
  /** Of the period before; null: it is not compared. */
  former: Read | null;
}

interface Question {
  by: View["by"];
  of: string;
  days: Days;
  compares: boolean;
}

/** What is asked of the desk. */
type Asks = Pick<typeof api, "listReportDefinitions" | "readReport">;

export class Reports {
  readonly #definitions = signal<readonly DefinitionView[] | null>(null);
  readonly #shown = signal<Shown | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #reading = signal(false);
  readonly #today = signal<string | null>(null);
  readonly #poller = new Poller(() => this.#read());
  #asked: View | null = null;
  /** What was asked before something else is, is answered in vain. */
  #turn = 0;
  #learnedAt = 0;
  #learning: Promise<readonly DefinitionView[]> | null = null;

  constructor(private readonly desk: Pick<Desk, "agentId">, private readonly asks: Asks = api) {}

  get definitions(): readonly DefinitionView[] | null {
    return this.#definitions.value;
  }

  /** What this view asks for, as soon as it is there. */
  shownOf(view: View): Shown | null {
    const shown = this.#shown.value;
    return shown?.question === questionOf(view) ? shown : null;
  }

  /** Why nothing is shown. */
  get problem(): Problem | null {
    return this.#problem.value;
  }

  get reading(): boolean {
    return this.#reading.value;
  }

  /** On the desk's clock; null until it is known. */
  get today(): string | null {
    return this.#today.value;
  }

  daysOf(view: View): Days | null {
    return this.today ? daysOf(view.period, this.today, view.days) : null;
  }

  remember(view: View): void {
    browser.write(`reports.${this.desk.agentId}`, placeOf({ ...view, behind: null }));
  }

  /** Asks for what this view shows, and again now and then, until what it returns is called. */
  look(view: View): () => void {
    const isOther = questionOf(view) !== (this.#asked && questionOf(this.#asked));
    this.#asked = view;
    if (isOther) {
      this.#turn += 1;
      this.#shown.value = null;
      this.#problem.value = null;
    }
    this.#poller.start();
    return () => this.#poller.stop();
  }

  again(): void {
    this.#problem.value = null;
    this.#poller.wake();
  }

  /** What was looked at last, or the usual. */
  get last(): View {
    const kept = reportOf(browser.read(`reports.${this.desk.agentId}`));
    return kept ? viewOf(kept.section, kept.query) : USUAL;
  }

  /** The next lines of those that stand side by side. */
  readonly more = async (): Promise<void> => {
    const [view, shown, turn] = [this.#asked, this.#shown.peek(), this.#turn];
    if (!view || !shown?.present.next || this.#reading.peek()) return;
    this.#reading.value = true;
    try {
      const [present, former] = await Promise.all([
        this.#on(view, shown.present),
        shown.former && this.#on(view, shown.former),
      ]);
      if (turn === this.#turn) this.#shown.value = { ...shown, present, former };
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    } finally {
      this.#reading.value = false;
    }
  };

  /** Learns what there is to see. */
  async open(): Promise<void> {
    this.#problem.value = null;
    try {
      await this.#learnDefinitions();
    } catch (problem) {
      this.#problem.value = problem as Problem;
    }
  }

  async #learnDefinitions(): Promise<void> {
    this.#learning ??= this.asks.listReportDefinitions();
    try {
      this.#definitions.value = await this.#learning;
    } catch (problem) {
      this.#learning = null;
      throw problem;
    }
  }

  async #read(): Promise<number> {
    const [view, turn] = [this.#asked, this.#turn];
    if (!view || document.hidden) return PACE_MS;
    this.#reading.value = true;
    try {
      await this.#learnDefinitions();
      const days = await this.#daysOf(view);
      let [present, former] = await this.#both({ by: view.by, of: view.of, days, compares: view.compares });
      while (turn === this.#turn && present.next && present.lines.length < this.#linesOf(view)) {
        [present, former] = await Promise.all([this.#on(view, present), former && this.#on(view, former)]);
      }
      if (turn !== this.#turn) return 0;
      this.#shown.value = { question: questionOf(view), present, former };
      this.#problem.value = null;
    } catch (problem) {
      if (turn !== this.#turn) return 0;
      this.#problem.value = problem as Problem;
      // What cannot be answered is not asked again by itself.
      if ((problem as Problem).transient) throw problem;
    } finally {
      this.#reading.value = false;
    }
    return PACE_MS;
  }

  /** How many lines somebody has read of it: what is asked again shows no fewer. */
  #linesOf(view: View): number {
    return this.shownOf(view)?.present.lines.length ?? 0;
  }

  /** Its days; today is where the desk is, and a question without days tells. */
  async #daysOf(view: View): Promise<Days> {
    if (!this.#today.peek() || now() - this.#learnedAt > PACE_MS) {
      this.#today.value = (await this.asks.readReport({ by: "month" })).to;
      this.#learnedAt = now();
    }
    return daysOf(view.period, this.#today.peek()!, view.days);
  }

  #both({ by, of, days, compares }: Question): Promise<[Read, Read | null]> {
    const read = async (asked: Days) =>
      readOf(await this.asks.readReport({ by, of, ...asked, language: language.code }));
    return Promise.all([read(days), compares ? read(before(days)) : null]);
  }

  async #on({ by, of }: View, read: Read): Promise<Read> {
    if (!read.next) return read;
    const page = await this.asks.readReport({ by, of, ...read.days, language: language.code, cursor: read.next });
    return { ...read, lines: [...read.lines, ...page.items], next: page.next };
  }
}

/** What of a view is asked of the desk. */
export const questionOf = ({ period, days, by, of, compares }: View): string =>
  JSON.stringify([period, days, by, of, compares, language.code]);

const readOf = (page: ReportPage): Read => ({
  days: { from: page.from, to: page.to },
  lines: page.items,
  total: page.total,
  next: page.next,
});

/** The sums of the period before that a line is compared with: what stands side by side by its key, time by its place. */
export function formerOf({ former }: Shown, by: View["by"], line: FiguresLineView, at: number): SumsView | null {
  if (!former) return null;
  const same = isKeyed(by) || by === "clock" ? former.lines.find(({ key }) => key === line.key) : former.lines[at];
  return same?.figures ?? null;
}

const known = new WeakMap<Desk, Reports>();

/** A desk has one of them. */
export function reportsOf(desk: Desk): Reports {
  const reports = known.get(desk) ?? new Reports(desk);
  known.set(desk, reports);
  return reports;
}
