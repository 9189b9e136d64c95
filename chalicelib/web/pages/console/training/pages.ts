/** Training: fetched by whoever opens it. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./training.css" with { type: "text" };

export { orderAbout } from "./ordering.tsx";
export { TrainingPage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-training.ts"),
  en: () => import("../../words/en/console-training.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
