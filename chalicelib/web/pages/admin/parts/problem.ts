/** What went wrong, in words. */
import type { Problem } from "../../desk/client.ts";
import { duration } from "../../desk/format.ts";
import { isKnown, t, tOf } from "../../desk/i18n.ts";
import { permissionName } from "./rights.ts";

const USUAL_PAUSE_S = 60;

/** The sentence for a failure as a whole. */
export function wordsOf({ permission, code, retryAfter }: Problem): string {
  if (permission) return t("problem.permission", { permission: permissionName(permission) });
  return tOf("problem", code, { code, wait: duration((retryAfter ?? USUAL_PAUSE_S) * 1000) });
}

/** The same for what was only to be read: nothing can have been stored. */
export const unreadWordsOf = (problem: Problem): string =>
  problem.code === "no_answer" ? t("problem.unread") : wordsOf(problem);

/** Words by the path of the field that they are about: `name`, `hours.weekly.mon`, `auto_replies.1.words`. */
export type Places = Record<string, string>;

/** All that a refusal names. */
export function wrongPlaces({ errors }: Pick<Problem, "errors">): Places {
  return Object.fromEntries(errors.map(({ field, message, code }) => {
    const place = field.replace(/\[(\d+)\]/g, ".$1").replace(/\[\.{3}\]/g, "");
    return [place, wordsFor(code ? [code] : kindsOf(place), message)];
  }));
}

/** From the particular to the general: `offline.recipients.0.mobile` is also any recipient's mobile, and a recipient. */
function kindsOf(place: string): string[] {
  const parts = place.split(".").filter((part) => !/^\d+$/.test(part));
  return parts.map((_, index) => parts.slice(0, parts.length - index).join("."));
}

function wordsFor(kinds: string[], message: string): string {
  const known = kinds.find((kind) => isKnown(`wrong.${kind}`)) ?? "other";
  return t(`wrong.${known}`, { message });
}
