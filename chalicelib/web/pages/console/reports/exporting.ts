/** What is asked for as a file for spreadsheets: the desk writes it part by part, and says how far it has come. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { download } from "../../desk/csv.ts";
import { language, tOf } from "../../desk/i18n.ts";
import type { ReportCsvPart } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import type { Days } from "./periods.ts";
import type { View } from "./view.ts";

const TRIES = 3;

export interface Progress {
  done: number;
  /** Null: nobody knows before the end. */
  of: number | null;
}

type Read = (asked: Parameters<typeof api.readReportCsv>[0]) => Promise<ReportCsvPart>;

export class Export {
  readonly #progress = signal<Progress | null>(null);
  #left = false;

  constructor(private readonly read: Read = api.readReportCsv, private readonly save = download) {}

  /** Null: nothing is being exported. */
  get progress(): Progress | null {
    return this.#progress.value;
  }

  leave(): void {
    this.#left = true;
  }

  async write({ by, of }: View, days: Days): Promise<void> {
    if (this.#progress.peek()) return;
    this.#progress.value = { done: 0, of: null };
    this.#left = false;
    const pieces: string[] = [];
    try {
      for (let cursor: string | null = "", goesOn = true; goesOn && !this.#left; goesOn = cursor !== null) {
        const asked = { by, of, ...days, language: language.code, cursor: cursor || undefined };
        const part: ReportCsvPart = await api.insist(() => this.read(asked), TRIES);
        pieces.push(part.text);
        this.#progress.value = { done: part.done, of: part.of };
        cursor = part.next;
      }
      if (!this.#left) this.save(`figures-${days.from}-${days.to}.csv`, ...pieces);
    } catch (problem) {
      const { code } = problem as Problem;
      say(tOf("reports.failed", code, { code }), { kind: "warning" });
    } finally {
      this.#progress.value = null;
    }
  }
}
