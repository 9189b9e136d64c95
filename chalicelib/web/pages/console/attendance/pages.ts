/** Leave and attendance, fetched by whoever opens them. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./attendance.css" with { type: "text" };

export { AttendancePage } from "./page.tsx";

const SHIFTS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-shifts.ts"),
  en: () => import("../../words/en/console-shifts.ts"),
};
const OWN: Spoken = {
  "zh-CN": () => import("../../words/zh/console-attendance.ts"),
  en: () => import("../../words/en/console-attendance.ts"),
};

/** Whether they have their words. */
export const isSpoken = async (): Promise<boolean> => await speak(SHIFTS) && await speak(OWN);

dress(css);
