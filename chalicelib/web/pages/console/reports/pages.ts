/** Figures: fetched by whoever opens them. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./reports.css" with { type: "text" };

export { ReportLists } from "./lists.tsx";
export { ReportPage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-reports.ts"),
  en: () => import("../../words/en/console-reports.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
