/** Records of conversations that are over, page by page, and as a file. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { agentName, fullTime, visitorName } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { SheetView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { type Page, Pages } from "../parts/pages.ts";
import { knownPlans, namesOf } from "../parts/people.ts";
import { unreadWordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { type Cell, csvOf, download, linesOf } from "../../desk/csv.ts";
import { Period } from "../surveys/period.ts";

const PARTS = ["problem", "steps", "result", "next"] as const;
/** The record sheet of the service standard: who, by which channel, when, by whom, about what, what came of it. */
const HEAD = [
  ...["conversation", "customer_id", "customer", "plan", "source", "started", "ended", "agent", "category", "score"],
  ...PARTS,
  "state",
];

type Read = (days: { from?: string; to?: string }, cursor: string | null) => Promise<Page<SheetView>>;
type Save = (name: string, ...pieces: string[]) => void;

export class Records {
  /** How many records are in the file that is being made; null while none is. */
  readonly #exported = signal<number | null>(null);
  #left = false;
  readonly period = new Period(() => this.reading.reload());
  readonly reading;

  constructor(private readonly read: Read = api.listRecords, private readonly save: Save = download) {
    this.reading = new Reading(async () => {
      const { days } = this;
      const [first, plans] = await Promise.all([this.read(days, null), knownPlans()]);
      return { pages: new Pages<SheetView>(first, (cursor) => this.read(days, cursor)), plans };
    });
  }

  get exported(): number | null {
    return this.#exported.value;
  }

  get planName(): (key: string) => string {
    return namesOf(this.reading.data?.plans ?? [], ({ key }) => key, ({ name }) => name);
  }

  /** The last thirty days have no end: where the desk is it may be tomorrow already. */
  private get days(): { from: string; to?: string } {
    const { chosen, bounds } = this.period;
    return chosen === "days30" ? { from: bounds.from } : bounds;
  }

  leave(): void {
    this.#left = true;
    this.reading.data?.pages.leave();
  }

  /** All records of the period as a file, read page by page, whatever is shown. */
  readonly exportAll = async (): Promise<void> => {
    if (this.#exported.peek() !== null) return;
    const { days, planName } = this;
    const pieces = [csvOf([HEAD.map((name) => t(`records.${name}`))])];
    this.#exported.value = 0;
    try {
      for (let cursor: string | null = null, goesOn = true; goesOn && !this.#left; goesOn = cursor !== null) {
        const page: Page<SheetView> = await this.read(days, cursor);
        pieces.push(linesOf(page.items.map((sheet) => rowOf(sheet, planName))));
        this.#exported.value += page.items.length;
        cursor = page.next;
      }
      if (!this.#left) this.save("records.csv", ...pieces);
    } catch (problem) {
      say(unreadWordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#exported.value = null;
    }
  };
}

export const categoryOf = ({ zh, en, category }: SheetView): string =>
  (language.code === "en" ? en : zh).join(" / ") || (category ?? "");

const rowOf = (sheet: SheetView, planName: (key: string) => string): Cell[] => [
  sheet.conversation_id,
  sheet.visitor_id,
  visitorName(sheet),
  planName(sheet.plan_key),
  sheet.source,
  fullTime(sheet.started_at),
  sheet.closed_at ? fullTime(sheet.closed_at) : "",
  sheet.agent ? agentName(sheet.agent) : "",
  categoryOf(sheet),
  sheet.score,
  ...PARTS.map((name) => sheet[name]),
  t("records.closed"), // all of them are over
];
