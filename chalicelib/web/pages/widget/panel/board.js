// The notice board (公示牌): a small board in the icon's corner that says a few words and leads to the form or the chat. While
// the panel is open, something is unread, or the visitor has closed the board, the icon stands there instead.

import { recall, remember } from "./session.js";

const WORDS = {
  "zh-CN": { shut: "关闭", chat: "开始咨询", leave: "给我们留言" },
  en: { shut: "Close", chat: "Chat with us", leave: "Leave a message" },
};

const CSS = `
.board { all: initial; box-sizing: border-box; display: flex; flex-direction: column; width: 264px; max-width: calc(100vw - 32px); overflow: hidden;
  border-radius: 16px; background: #fff; color: #1c2430; font: inherit; overflow-wrap: anywhere;
  box-shadow: 0 0 0 1px #1018280d, 0 4px 12px #10182814, 0 20px 50px #10182833; animation: arrive .3s; }
.board header { display: flex; align-items: flex-start; gap: 8px; padding: 12px 10px 12px 16px; background: var(--brand); color: var(--on-brand); }
.board h2 { flex: 1; margin: 0; font-size: 16px; font-weight: 600; line-height: 1.4; }
.board p { margin: 0; padding: 14px 16px 2px; font-size: 14px; line-height: 1.6; white-space: pre-line; }
.board p:empty { display: none; }
.board button { all: unset; box-sizing: border-box; cursor: pointer; -webkit-tap-highlight-color: transparent; }
.board .off { flex: none; padding: 2px 8px; border-radius: 8px; font-size: 13px; text-decoration: underline; text-underline-offset: 3px; }
.board .to { margin: 14px 16px 16px; padding: 9px 16px; border-radius: 12px; background: var(--brand); color: var(--on-brand); font-size: 15px; font-weight: 600;
  text-align: center; }
.board button:focus-visible { outline: 2px solid #1c2430; outline-offset: 2px; }
.board .off:focus-visible { outline-color: var(--on-brand); outline-offset: 0; }
.board button:hover { filter: brightness(.94); }
@media (forced-colors: active) { .board, .board button { border: 1px solid; } }`;

export function start(desk) {
  const mark = `${desk.prefix}board`;
  const part = (tag, className, parent) => parent.appendChild(Object.assign(document.createElement(tag), { className }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  desk.root.adoptedStyleSheets = [...desk.root.adoptedStyleSheets, sheet];
  const board = part("section", "board", desk.frame);
  const head = part("header", "", board);
  const title = part("h2", "", head);
  const off = part("button", "off", head);
  const text = part("p", "", board);
  const to = part("button", "to", board);
  let isOff = recall(mark);

  function paint() {
    const words = WORDS[desk.locale];
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
  for (const event of ["open", "close", "unread", "locale"]) desk.on(event, paint);
  paint();
}
