/** The words of the section, which are fetched with it. */
import { speak, type Spoken } from "../../desk/i18n.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-tickets.ts"),
  en: () => import("../../words/en/admin-tickets.ts"),
};

/** Whether they are there. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);
