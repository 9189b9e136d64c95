/** The duty log: fetched by whoever opens it. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./duty.css" with { type: "text" };

export { DutyLists } from "./lists.tsx";
export { DutyPage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-duty.ts"),
  en: () => import("../../words/en/console-duty.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
