/** Notifications of the browser: asked for only when the visitor wishes for them. */
import type { Desk } from "../desk.ts";
import type { Heard } from "./attention.ts";

/** Browsers of Android take them from service workers alone, which a widget on somebody's page has not. */
export const canNotify = (): boolean =>
  "Notification" in globalThis && isSecureContext && !/android/i.test(navigator.userAgent);

export const isAllowed = (): boolean => canNotify() && Notification.permission === "granted";

/** Asks the visitor, unless they have answered before. */
export async function ask(): Promise<NotificationPermission> {
  return Notification.permission === "default" ? await Notification.requestPermission() : Notification.permission;
}

/** A click on it brings this tab, with the conversation open. A later one takes its place. */
export function notify(desk: Desk, title: string, { text }: Heard): void {
  if (!isAllowed()) return;
  const shown = new Notification(title, { body: text, tag: desk.prefix, lang: desk.locale });
  shown.onclick = () => {
    focus();
    shown.close();
    desk.open();
  };
}
