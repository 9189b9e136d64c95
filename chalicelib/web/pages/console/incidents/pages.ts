/** Incidents: fetched by whoever opens one, or their lists. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./incidents.css" with { type: "text" };

export { IncidentLists } from "./lists.tsx";
export { IncidentPage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-incidents.ts"),
  en: () => import("../../words/en/console-incidents.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
