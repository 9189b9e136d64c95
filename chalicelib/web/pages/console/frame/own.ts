/** One's profile and password: fetched by whoever opens it, or must choose a password. */
import { speak, type Spoken } from "../../desk/i18n.ts";

export { PasswordChange } from "../../desk/password.tsx";
export { showProfile } from "./profile.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-own.ts"),
  en: () => import("../../words/en/console-own.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);
