/** One's own month, and those one leads: fetched by whoever opens them. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./performance.css" with { type: "text" };

export { PerformancePage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-performance.ts"),
  en: () => import("../../words/en/console-performance.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
