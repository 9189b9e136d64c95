/**
 * The notice board (公示牌): a small board in the icon's corner that says a few words and leads to the form or the chat. While
 * the panel is open, something is unread, or the visitor has closed the board, the icon stands there instead.
 */
import type { Desk } from "../desk.ts";
import { dressOn } from "../colours.ts";
import { adopt } from "../sheets.ts";
import css from "./board.css" with { type: "text" };
import { element } from "./dom.ts";
import { recall, remember } from "./session.ts";

const WORDS = {
  "zh-CN": { shut: "关闭", chat: "开始咨询", leave: "给我们留言" },
  en: { shut: "Close", chat: "Chat with us", leave: "Leave a message" },
};

export function start(desk: Desk): void {
  const mark = `${desk.prefix}board`;
  const title = element("h2");
  const text = element("p");
  const off = element("button", { type: "button", class: "off" });
  const to = element("button", { type: "button", class: "to" });
  const board = element("section", { class: "board" }, element("header", {}, title, off), text, to);
  let isOff = recall(mark);

  function paint() {
    const words = WORDS[desk.locale];
    dressOn(desk.frame, board);
    const said = desk.config.texts[desk.locale] || {};
    board.lang = desk.locale;
    board.setAttribute("aria-label", said.board_title || words.leave);
    title.textContent = said.board_title || desk.config.name;
    text.textContent = said.board_text || "";
    off.textContent = words.shut;
    to.textContent = desk.config.online ? words.chat : words.leave;
    const isShown = !(isOff || desk.isOpen || desk.unread);
    const hadFocus = desk.root.activeElement === desk.button;
    board.hidden = !isShown;
    desk.button.hidden = isShown;
    if (isShown && hadFocus) to.focus({ preventScroll: true });
  }

  off.onclick = () => {
    isOff = true;
    remember(mark);
    paint();
    desk.button.focus({ preventScroll: true });
  };
  to.onclick = () => desk.open(desk.config.online ? undefined : "form");
  adopt(desk.root, css, desk.nonce);
  desk.frame.append(board);
  matchMedia("(prefers-color-scheme: dark)").addEventListener?.("change", () => setTimeout(paint));
  for (const event of ["open", "close", "unread", "locale"]) desk.on(event, paint);
  paint();
}
