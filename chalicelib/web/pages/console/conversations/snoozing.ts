/** Putting a conversation aside: until when, and what is said while it is. */
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import type { Conversation } from "./conversations.ts";
import type { OpenConversation } from "./open.ts";

export async function askToSnooze(open: OpenConversation): Promise<void> {
  const late = await fetched(() => import("./snooze-dialog.tsx"));
  const chosen = await late?.askUntil();
  if (chosen) await open.snooze(chosen.until);
}

export const snoozeWords = ({ snoozed_until: until }: Conversation): string =>
  until ? t("snooze.until", { time: dayAndTime(until) }) : t("snooze.until.word");
