/** Satisfaction in figures: how many were asked, answered and are content, by day, agent, group or plan. */
import { signal } from "@preact/signals";
import type { FiguresPage, FiguresView } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import * as api from "../parts/api.ts";
import { Reading } from "../parts/reading.ts";
import { type Cell, csvOf, download } from "../../desk/csv.ts";
import { Period } from "./period.ts";

export const WAYS = ["day", "agent", "group", "plan"] as const;
export type Way = typeof WAYS[number];
const SCORES = [1, 2, 3, 4, 5];

export type Figures = FiguresPage & { by: Way };

export class Satisfaction {
  readonly #by = signal<Way>("day");
  readonly period = new Period(() => this.reading.reload());
  readonly reading = new Reading(async (): Promise<Figures> => {
    const by = this.#by.peek();
    const figures = await api.readFigures({ ...this.period.asked, by });
    this.period.learn(figures);
    return { ...figures, by };
  });

  get by(): Way {
    return this.#by.value;
  }

  choose(by: Way): void {
    this.#by.value = by;
    this.reading.reload();
  }

  readonly save = (): void => {
    const figures = this.reading.data;
    if (!figures) return;
    const { from, to, by } = figures;
    download(`satisfaction-${by}-${from}-${to}.csv`, csvOf(fileOf(figures)));
  };
}

/** Nobody's surveys have no key. */
export const nameOf = ({ key, name }: FiguresView): string => key ? name : t("figures.nobody");

export const percent = (share: number | null): string => share === null ? "—" : `${(share * 100).toFixed(1)}%`;
export const mean = (average: number | null): string => average === null ? "—" : average.toFixed(2);

export const callbacks = (
  { callbacks: all, callbacks_in_time: done, callbacks_reached: reached }: FiguresView,
): string => all ? t("figures.in_time", { done, reached, all }) : "—";

/** In hundredths of a percent, as a spreadsheet counts on. */
const rounded = (share: number | null): Cell => share === null ? "" : Math.round(share * 10_000) / 100;

const rowOf = (name: string, of: FiguresView): Cell[] => [
  name,
  of.asked,
  of.answered,
  rounded(of.answer_rate),
  of.average ?? "",
  ...of.distribution,
  of.low,
  rounded(of.low_share),
  rounded(of.resolved_share),
  of.callbacks,
  of.callbacks_in_time,
  of.callbacks_reached,
];

const headsOf = (by: Way): Cell[] => [
  t(`figures.by.${by}`),
  t("figures.asked"),
  t("figures.answered"),
  `${t("figures.answer_rate")} %`,
  t("figures.average"),
  ...SCORES.map((score) => t("figures.score", { score })),
  t("figures.low"),
  `${t("figures.low_share")} %`,
  `${t("figures.resolved_share")} %`,
  t("figures.callbacks.all"),
  t("figures.callbacks.in_time"),
  t("figures.callbacks.reached"),
];

export const fileOf = ({ by, items, total }: Pick<Figures, "by" | "items" | "total">): Cell[][] => [
  headsOf(by),
  ...items.map((each) => rowOf(nameOf(each), each)),
  rowOf(t("figures.total"), total),
];
