/** The card beside a conversation: fetched when one is opened first. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./card-late.css" with { type: "text" };

export { Card } from "./card.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-card.ts"),
  en: () => import("../../words/en/console-card.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
