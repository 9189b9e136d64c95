/** What of the console shows articles and proposals. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./suggestions.css" with { type: "text" };

export { KnowledgeTab, Suggested } from "./tab.tsx";
export { askToPropose } from "./propose.tsx";
export { showOwnProposals } from "./own.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-suggestions.ts"),
  en: () => import("../../words/en/console-suggestions.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
