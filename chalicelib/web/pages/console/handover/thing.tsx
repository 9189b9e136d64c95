/** A line of something open: what it is, whose, what about, when it is due, and what was noted. */
import { agentName, dayAndTime, fullTime, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { classes } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { dueWords } from "../followups/due.ts";
import type { Thing } from "./unfinished.ts";

export function ThingLine({ thing }: { thing: Thing }) {
  const { kind, number, customer, visitor_id: visitor, about, due_at: due, late, mine, since } = thing;
  const who = customer || visitor
    ? visitorName({ visitor_name: customer, visitor_id: visitor })
    : t("unfinished.customer");
  return (
    <div class="unfinished-thing">
      <p class="unfinished-what">
        <span class={`chip unfinished-${kind}`}>{t(`unfinished.kind.${kind}`)}</span>
        {number && kind !== "follow_up" && <span class="ticket-number">{number}</span>}
        <bdi class="unfinished-who">{who}</bdi>
        {kind === "conversation" && due
          ? <span class="unfinished-since">{t("unfinished.back", { time: dayAndTime(due) })}</span>
          : due
          ? <span class={classes("due", late && "late")} title={fullTime(due)}>{dueWords(due)}</span>
          : <span class="unfinished-since">{t("unfinished.since", { time: dayAndTime(since) })}</span>}
        {!mine && <span class="chip left">{t("unfinished.responsible")}</span>}
      </p>
      {about && <p class="unfinished-about" dir="auto">{about}</p>}
      <NoteLine thing={thing} />
    </div>
  );
}

function NoteLine({ thing: { note } }: { thing: Thing }) {
  if (!note) return null;
  if (!note.done) return <p class="unfinished-note is-begun">{t("unfinished.note.begun")}</p>;
  return (
    <p class="unfinished-note">
      <Icon name="check" /> <bdi>{wordsOf(note)}</bdi>
    </p>
  );
}

function wordsOf(note: NonNullable<Thing["note"]>): string {
  if (note.what === "handed_over") {
    return t("unfinished.note.handed_over", { to: note.to ? agentName(note.to) : t("unfinished.note.group") });
  }
  const when = note.until ? dayAndTime(note.until) : t("unfinished.tomorrow");
  return note.told
    ? t("unfinished.note.told", { time: when })
    : t("unfinished.note.knows", { time: when, text: note.text });
}
