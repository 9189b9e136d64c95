/** Inspections: fetched by whoever opens one, or their lists. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./quality.css" with { type: "text" };

export { inspect } from "./acts.ts";
export { CalibrationPage } from "./calibration.tsx";
export { InspectionPage } from "./inspection.tsx";
export { QualityLists } from "./lists.tsx";
export { ResultsPage } from "./results.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-quality.ts"),
  en: () => import("../../words/en/console-quality.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
