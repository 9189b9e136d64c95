/** Messages left while nobody was there: fetched by whoever opens one, or their lists. */
import { speak, type Spoken } from "../../desk/i18n.ts";

export { MessageLists } from "./lists.tsx";
export { MessagePage } from "./message.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-offline.ts"),
  en: () => import("../../words/en/console-offline.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);
