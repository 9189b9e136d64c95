/** Who is on the website, and the wall: fetched by whoever opens one of them. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./monitoring.css" with { type: "text" };

export { BoardPage } from "./board-page.tsx";
export { LiveLists } from "./live-lists.tsx";
export { LivePage } from "./live-page.tsx";
export { WallLists } from "./wall-lists.tsx";
export { WallPage } from "./wall-page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-monitoring.ts"),
  en: () => import("../../words/en/console-monitoring.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
