/** Looking for numbers before something is sent (F8): what only may be one fetches the part that knows. */
import type { Asking } from "../caution/caution.ts";
import { fetched } from "./part.ts";

declare const BUILT: Record<string, string>;

type Caution = typeof import("../caution/caution.ts");

/** Seven digits, numerals in words, or an address: never no where there is one. */
export const PERHAPS = /[@＠〇一-九]|one|six|[([] ?a|(\p{Nd}.*){7}/isu;

/** Sends, unless there is a number in it and the visitor wants to change it; also where nobody can look. */
export function withCaution(root: HTMLElement, desk: Asking, text: string, send: () => void): void {
  if (!PERHAPS.test(text)) return send();
  fetched(BUILT["widget/caution/caution.ts"])
    .then((part: Caution) => part.caution(root, desk, text, send)).catch(send);
}
