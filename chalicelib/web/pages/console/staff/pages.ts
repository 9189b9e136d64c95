/** Staff files: fetched by whoever opens one. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./staff.css" with { type: "text" };

export { NewsBar } from "./news-bar.tsx";
export { StaffPage } from "./page.tsx";
export { enterInFile } from "./writing.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-staff.ts"),
  en: () => import("../../words/en/console-staff.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
