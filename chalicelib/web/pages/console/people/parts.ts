/** Choosing a colleague, going away, and who is there: fetched by whoever opens one of them. */
import { speak, type Spoken } from "../../desk/i18n.ts";

export { askReply } from "./away.tsx";
export { choose } from "./choose.tsx";
export { askWhither } from "./going.tsx";
export { Panel } from "./panel.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-people.ts"),
  en: () => import("../../words/en/console-people.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);
