/** What inspections came to over some months, as a table and as a file. */
import { signal } from "@preact/signals";
import { type Cell, csvOf, download } from "../../desk/csv.ts";
import type { Problem } from "../../desk/client.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { ResultLineView, ResultsPage } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import * as asking from "./asking.ts";

export type By = "month" | "criterion" | "agent" | "group" | "plan" | "inspector";

export class Results {
  readonly #by = signal<By>("month");
  readonly #of = signal("");
  readonly #from = signal("");
  readonly #to = signal("");
  readonly #page = signal<ResultsPage | null>(null);
  readonly #lines = signal<readonly ResultLineView[]>([]);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  readonly sees: boolean;
  readonly everywhere: boolean;
  #turn = 0;

  constructor(session: Session) {
    this.sees = session.can("quality.see");
    this.everywhere = session.agent.scope === "all";
    this.#of.value = this.sees && this.everywhere ? "" : `agent:${session.agent.agent_id}`;
    this.#by.value = this.sees ? "agent" : "criterion";
  }

  /** By what one may ask. */
  get choices(): By[] {
    if (!this.sees) return ["criterion", "month"];
    return ["agent", "group", ...(this.everywhere ? ["plan" as const] : []), "inspector", "criterion", "month"];
  }

  get by(): By {
    return this.#by.value;
  }

  get of(): string {
    return this.#of.value;
  }

  get from(): string {
    return this.#from.value;
  }

  get to(): string {
    return this.#to.value;
  }

  /** Side by side nobody is chosen. */
  get isOfOne(): boolean {
    return this.by === "month" || this.by === "criterion";
  }

  get page(): ResultsPage | null {
    return this.#page.value;
  }

  get lines(): readonly ResultLineView[] {
    return this.#lines.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  choose(changes: { by?: By; of?: string; from?: string; to?: string }): void {
    this.#by.value = changes.by ?? this.by;
    this.#of.value = changes.of ?? this.of;
    this.#from.value = changes.from ?? this.from;
    this.#to.value = changes.to ?? this.to;
    void this.read();
  }

  /** All lines of what is asked: at most as many as there are agents, twenty at a time. */
  readonly read = async (): Promise<void> => {
    const turn = ++this.#turn;
    this.#busy.value = true;
    try {
      let lines: ResultLineView[] = [];
      for (let cursor: string | null = null, goesOn = true; goesOn; goesOn = cursor !== null) {
        const page: ResultsPage = await asking.readResults(this.#asked(cursor));
        if (turn !== this.#turn) return;
        lines = [...lines, ...page.items];
        this.#page.value = page;
        cursor = page.next;
      }
      this.#lines.value = lines;
      this.#problem.value = null;
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    } finally {
      if (turn === this.#turn) this.#busy.value = false;
    }
  };

  #asked(cursor: string | null) {
    return {
      by: this.by,
      of: this.isOfOne ? this.of || undefined : undefined,
      from: this.from || undefined,
      to: this.to || undefined,
      cursor: cursor ?? undefined,
    };
  }

  nameOf({ key, name }: ResultLineView): string {
    const called = this.page?.called.find((each) => each.key === key);
    return inOurLanguage(called?.names) ?? name ?? key;
  }

  readonly save = (): void => {
    const rows = this.lines.map((line) => this.cellsOf(line));
    download("quality.csv", csvOf([this.heads, ...rows]));
  };

  get heads(): string[] {
    const names = this.by === "criterion"
      ? ["number", "points", "possible", "share", "errors"]
      : ["inspected", "average", "passed", "fatal", "appealed", "changed"];
    return [t(`results.by.${this.by}`), ...names.map((name) => t(`results.${name}`))];
  }

  cellsOf(line: ResultLineView): Cell[] {
    const { sums } = line;
    if (this.by === "criterion") {
      const given = sums.criteria.find(({ key }) => key === line.key);
      const share = given?.possible ? `${Math.round((100 * given.points) / given.possible)}%` : "";
      return [this.nameOf(line), given?.number, given?.points, given?.possible, share, sums.errors[line.key]];
    }
    const { inspected, average, passed, fatal, appealed, changed } = sums;
    return [this.nameOf(line), inspected, average, passed, fatal, appealed, changed];
  }
}
