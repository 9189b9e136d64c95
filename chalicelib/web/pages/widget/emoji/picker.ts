/** The choice of emoji in the widget, with its look. */
import { fill } from "../../desk/emoji-picker.ts";
import type { Desk } from "../desk.ts";
import { adopt } from "../sheets.ts";
import css from "./picker.css" with { type: "text" };

/** Fills the element; `pick` hears of what is chosen. */
export function offer(
  root: HTMLElement,
  desk: Pick<Desk, "root" | "nonce" | "locale">,
  pick: (emoji: string) => void,
): void {
  adopt(desk.root, css, desk.nonce);
  fill(root, desk.locale, pick);
}
