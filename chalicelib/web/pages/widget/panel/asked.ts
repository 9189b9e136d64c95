/** What fills an element of the panel once it is fetched, unless the visitor went on meanwhile. */
import type { Desk } from "../desk.ts";
import type { Env } from "../ending/question.ts";
import { openPart } from "./part.ts";

declare const BUILT: Record<string, string>;

type Ending = typeof import("../ending/question.ts");
type Emoji = typeof import("../emoji/picker.ts");

export function askToEnd(root: HTMLElement, env: Env): void {
  void openPart(BUILT["widget/ending/question.ts"], () => !root.isConnected, (part: Ending) => part.ask(root, env));
}

export function offerEmoji(root: HTMLElement, desk: Desk, pick: (emoji: string) => void): void {
  const open = async (part: Emoji) => part.offer(root, desk, pick);
  void openPart(BUILT["widget/emoji/picker.ts"], () => !root.isConnected, open);
}
