/** What an agent asks in a call: fetched by whoever opens a follow-up that has it. */
import { speak, type Spoken } from "../../desk/i18n.ts";

export { Questionnaire } from "./answers.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-questionnaires.ts"),
  en: () => import("../../words/en/console-questionnaires.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);
