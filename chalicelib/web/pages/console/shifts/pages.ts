/** One's own shifts, fetched by whoever opens them. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./shifts.css" with { type: "text" };

export { ShiftsPage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-shifts.ts"),
  en: () => import("../../words/en/console-shifts.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
