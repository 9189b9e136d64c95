/** What is said of promises, which is fetched with what says it. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import * as followUps from "../followups/words.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-promises.ts"),
  en: () => import("../../words/en/console-promises.ts"),
};

/** Whether they are there. */
export const isSpoken = async (): Promise<boolean> =>
  (await Promise.all([speak(WORDS), followUps.isSpoken()])).every(Boolean);
