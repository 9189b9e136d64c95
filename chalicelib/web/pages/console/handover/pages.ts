/** What is unfinished, and what was left open. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import { isSpoken as followUpsAreSpoken } from "../followups/words.ts";
import css from "./handover.css" with { type: "text" };

export { UnfinishedPage } from "./page.tsx";
export { Reminder } from "./reminder.tsx";
export { unfinishedOf } from "./unfinished.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-handover.ts"),
  en: () => import("../../words/en/console-handover.ts"),
};

/** Whether they have their words, and those in which it is said when something is due. */
export const isSpoken = async (): Promise<boolean> =>
  (await Promise.all([speak(WORDS), followUpsAreSpoken()])).every(Boolean);

dress(css);
