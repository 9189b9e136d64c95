/** Calls: fetched by whoever looks at one, or writes one down. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./phone.css" with { type: "text" };

export { CallBeside } from "./beside.tsx";
export { showCalls } from "./list.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-phone.ts"),
  en: () => import("../../words/en/console-phone.ts"),
};

/** What a conversation is filed under, and its record. */
const RECORD: Spoken = {
  "zh-CN": () => import("../../words/zh/console-record.ts"),
  en: () => import("../../words/en/console-record.ts"),
};

/** Whether they have their words. */
export const isSpoken = async (): Promise<boolean> => (await speak(RECORD)) && (await speak(WORDS));

dress(css);
