/** The choice of emoji in the widget, with its look. */
import { fill } from "../../desk/emoji-picker.ts";
import type { Desk } from "../desk.ts";
import { adopt } from "../sheets.ts";
import css from "./picker.css" with { type: "text" };

const dressed = new WeakSet<ShadowRoot>();

/** Fills the element; `pick` hears of what is chosen. */
export function offer(
  root: HTMLElement,
  desk: Pick<Desk, "root" | "nonce" | "locale">,
  pick: (emoji: string) => void,
): void {
  if (!dressed.has(desk.root)) adopt(desk.root, css, desk.nonce);
  dressed.add(desk.root);
  fill(root, desk.locale, pick);
}
