/** What of the card is fetched when one is shown first: it fills in the page that is there already. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./card-late.css" with { type: "text" };

export { FieldsPart } from "./custom-fields.tsx";
export { MergingPart } from "./merging.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-card.ts"),
  en: () => import("../../words/en/console-card.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
