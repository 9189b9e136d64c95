/** Announcements: fetched when one waits, or the list is opened. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./announcements.css" with { type: "text" };

export { UnreadBar } from "./bar.tsx";
export { AnnouncementsPage } from "./page.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-announcements.ts"),
  en: () => import("../../words/en/console-announcements.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
