/** What is shown as a file for spreadsheets: read page by page, with how far it has come. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { type Cell, csvOf, download, linesOf } from "../../desk/csv.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { FiguresLineView, ReportPage, SumsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { type Figure, timesOf, valueOf } from "./figures.ts";
import { keyWritten, titleOf } from "./format.ts";
import type { Days } from "./periods.ts";
import type { By, View } from "./view.ts";

const TRIES = 3;
const PARTS = ["number", "average", "p50", "p90", "p95", "longest"] as const;

export class Export {
  /** How many lines were read; null: nothing is being exported. */
  readonly #lines = signal<number | null>(null);
  #left = false;

  constructor(private readonly save = download) {}

  get lines(): number | null {
    return this.#lines.value;
  }

  leave(): void {
    this.#left = true;
  }

  async write(view: View, days: Days, figures: readonly Figure[]): Promise<void> {
    if (this.#lines.peek() !== null) return;
    this.#lines.value = 0;
    this.#left = false;
    const pieces = [csvOf([headOf(view.by, figures)])];
    try {
      for (let cursor: string | null = null, goesOn = true; goesOn && !this.#left; goesOn = cursor !== null) {
        const asked = { by: view.by, of: view.of, ...days, cursor: cursor ?? undefined };
        const page: ReportPage = await api.insist(() => api.readReport(asked), TRIES);
        pieces.push(linesOf(page.items.map((line) => lineOf(view.by, line, figures))));
        this.#lines.value += page.items.length;
        cursor = page.next;
      }
      if (!this.#left) this.save(`figures-${days.from}-${days.to}.csv`, ...pieces);
    } catch (problem) {
      const { code } = problem as Problem;
      say(tOf("reports.failed", code, { code }), { kind: "warning" });
    } finally {
      this.#lines.value = null;
    }
  }
}

/** A column for each figure; of times one for each part, in seconds; of shares numbers of 1. */
export function headOf(by: By, figures: readonly Figure[]): string[] {
  const columns = figures.flatMap((figure) =>
    figure.unit === "seconds"
      ? PARTS.map((part) =>
        `${titleOf(figure)} ${t(`reports.series.${part}`)}${part === "number" ? "" : t("reports.in_seconds")}`
      )
      : [titleOf(figure)]
  );
  return [t(`reports.by.${by}`), t("reports.key"), ...columns];
}

export function lineOf(by: By, { key, name, figures: sums }: FiguresLineView, figures: readonly Figure[]): Cell[] {
  return [keyWritten(by, key, name), key, ...figures.flatMap((figure) => cellsOf(sums, figure))];
}

function cellsOf(sums: SumsView, figure: Figure): Cell[] {
  const times = timesOf(sums, figure);
  return figure.unit === "seconds" ? PARTS.map((part) => times?.[part]) : [valueOf(sums, figure)];
}
