/** Records of conversations that are over, page by page, and as a file. */
import { signal } from "@preact/signals";
import { agentName, fullTime } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { SheetView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { knownPlans, namesOf } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import { type Cell, csvOf, download } from "../surveys/csv.ts";

/** Of one file; older ones are had by a role that reaches less, or from the export of the desk. */
const MOST_ROWS = 2000;
const PARTS = ["problem", "steps", "result", "next"] as const;

export class Records {
  readonly #exporting = signal(false);
  readonly reading = new Reading(async () => {
    const [first, plans] = await Promise.all([api.listRecords(null), knownPlans()]);
    return { pages: new Pages<SheetView>(first, api.listRecords), plans };
  });

  get exporting(): boolean {
    return this.#exporting.value;
  }

  get planName(): (key: string) => string {
    return namesOf(this.reading.data?.plans ?? [], ({ key }) => key, ({ name }) => name);
  }

  leave(): void {
    this.reading.data?.pages.leave();
  }

  readonly exportAll = async (): Promise<void> => {
    const pages = this.reading.data?.pages;
    if (!pages || this.#exporting.peek()) return;
    this.#exporting.value = true;
    while (pages.more && !pages.problem && pages.items.length < MOST_ROWS) await pages.readOn();
    this.#exporting.value = false;
    if (pages.problem) return;
    download("records.csv", csvOf(rowsOf(pages.items.slice(0, MOST_ROWS), this.planName)));
    if (pages.more || pages.items.length > MOST_ROWS) say(t("records.cut", { count: MOST_ROWS }), { stays: true });
  };
}

export const categoryOf = ({ zh, en, category }: SheetView): string =>
  (language.code === "en" ? en : zh).join(" / ") || (category ?? "");

export const customerOf = ({ visitor_name: name, visitor_id: id }: SheetView): string => name ?? id;

function rowsOf(sheets: SheetView[], planName: (key: string) => string): Cell[][] {
  const head = [
    "conversation",
    "customer",
    "plan",
    "source",
    "started",
    "ended",
    "agent",
    "category",
    "score",
    ...PARTS,
  ];
  return [
    head.map((name) => t(`records.${name}`)),
    ...sheets.map((sheet) => [
      sheet.conversation_id,
      customerOf(sheet),
      planName(sheet.plan_key),
      sheet.source,
      fullTime(sheet.started_at),
      sheet.closed_at ? fullTime(sheet.closed_at) : "",
      sheet.agent ? agentName(sheet.agent) : "",
      categoryOf(sheet),
      sheet.score,
      ...PARTS.map((name) => sheet[name]),
    ]),
  ];
}
