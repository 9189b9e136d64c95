/**
 * What a plan shows that is more than the usual icon: another drawing, its own picture, a bar with words or a tab at the
 * page's edge, a window of another size. The icon stands hidden until it is dressed. Its words are its title, so that they
 * follow the language and whether somebody is there by themselves.
 */
import { contrast, ENOUGH_FOR_WORDS, inkOn } from "../colours.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import { openPart } from "../panel/part.ts";
import { pictureAt } from "../pictures.ts";
import { adopt } from "../sheets.ts";
import { ICONS } from "./icons.ts";
import css from "./style.css" with { type: "text" };

interface Board {
  start(desk: Desk): void;
}

declare const BUILT: Record<string, string>;

export async function start(desk: Desk): Promise<void> {
  const { frame, button, config: { look, icon } } = desk;
  // A look that changed while the icon, or its board, stands there: that stays.
  const isFirst = button.hidden && !frame.querySelector(".board");
  adopt(desk.root, css, desk.nonce);
  Object.assign(desk.icons, ICONS);
  desk.applyLook();
  for (const name of ["shape", "window", "corners"] as const) frame.dataset[name] = look[name];
  frame.style.setProperty("--written", writtenOn(frame));
  if (icon) button.prepend(own(pictureAt(icon, desk.base)));
  if (!isFirst) return;
  button.hidden = look.show === "board";
  if (look.show !== "board") return;
  await openPart(BUILT["widget/panel/board.ts"], () => false, async (board: Board) => board.start(desk));
}

/** The colour of the icon's words: the plan's, if they can be read so. */
function writtenOn(frame: HTMLElement): string {
  const [brand, onBrand] = ["--brand", "--on-brand"].map((name) => frame.style.getPropertyValue(name));
  return contrast(brand, onBrand) < ENOUGH_FOR_WORDS ? inkOn(brand) : onBrand;
}

// Where the page's policy forbids it, or it is gone, the drawing stays.
function own(address: string): HTMLImageElement {
  const picture = element("img", { class: "own", alt: "", hidden: true });
  picture.referrerPolicy = "no-referrer";
  picture.onload = () => picture.hidden = false;
  picture.src = address;
  return picture;
}
