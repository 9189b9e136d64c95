/** What is said of follow-ups, for those parts of the page that say it. */
import { speak, type Spoken } from "../../desk/i18n.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-followups.ts"),
  en: () => import("../../words/en/console-followups.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);
