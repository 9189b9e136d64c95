/**
 * Hints at unread answers: on the icon, and in the title of the tab. The page may change its title meanwhile, so only our
 * own mark is ever taken away.
 */
import type { Desk } from "../desk.ts";
import { element } from "./dom.ts";

const MARK = /^\(\d+\+?\) /;
let isMarked = false;

export function hintInTitle(count: number): void {
  const plain = isMarked ? document.title.replace(MARK, "") : document.title;
  const wished = count > 0 ? `(${count}) ${plain}` : plain;
  isMarked = count > 0;
  if (document.title !== wished) document.title = wished;
}

export function showBadge(desk: Desk, unread: number): void {
  if (!desk.badge?.isConnected) desk.button.append(desk.badge = element("span", { class: "badge" }));
  desk.badge.textContent = unread > 99 ? "99+" : String(unread);
  desk.badge.hidden = !unread;
}
