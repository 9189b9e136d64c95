/** An entry of a staff file, and what can be done with it. */
import { agentName, dateOf, dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type { StaffEntryView } from "../../desk/operations.ts";
import { Button, classes, LinkButton } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { placeOf as ticketPlace } from "../tickets/place.ts";
import type { Files } from "./files.ts";
import { money } from "./money.ts";
import { correctEntry, decideOn, stateTo, withdrawEntry } from "./writing.tsx";

export function EntryLine({ files, entry }: { files: Files; entry: StaffEntryView }) {
  const { desk, view } = files;
  const { agent, author, names, effect, act, state, reason } = entry;
  const amounts = amountsOf(entry);
  const isOver = state === "withdrawn" || state === "corrected" || state === "refused";
  return (
    <article class={classes("staff-entry", isOver && "over")} aria-label={inOurLanguage(names)}>
      <header>
        <span class={`chip staff-${effect}`}>{inOurLanguage(names)}</span>
        {act !== "entered" && <span class="chip">{t(`staff.act.${act}`)}</span>}
        {amounts && <b class={`staff-amount ${effect}`}>{amounts}</b>}
        {view !== "own" && <bdi class="staff-who">{agentName(agent)}</bdi>}
        <span class="staff-day">{dateOf(entry.day)}</span>
        {state !== "standing" && <span class={`chip staff-state-${state}`}>{t(`staff.state.${state}`)}</span>}
      </header>
      <p class="staff-reason" dir="auto">{reason}</p>
      <p class="staff-facts">
        <span>{t("staff.by", { author: agentName(author), at: dayAndTime(entry.created_at) })}</span>
        {entry.conversation_id && (
          <LinkButton onClick={() => desk.selection.choose(entry.conversation_id!)}>
            {t("staff.conversation")}
          </LinkButton>
        )}
        {entry.ticket_id && (
          <LinkButton onClick={() => desk.selection.choose(ticketPlace(entry.ticket_id!))}>
            {t("staff.ticket")}
          </LinkButton>
        )}
        {state === "standing" && entry.followed_by && <span>{t("staff.correction_waits")}</span>}
        {view !== "own" && state !== "pending" && state !== "refused" && (
          <span>{entry.seen_at ? t("staff.seen_at", { at: dayAndTime(entry.seen_at) }) : t("staff.unseen")}</span>
        )}
      </p>
      {entry.approval && (
        <p class="staff-said">
          <b>{t(`staff.approval.${entry.approval.outcome}`, { by: agentName(entry.approval.by) })}</b>{" "}
          <span dir="auto">{entry.approval.text}</span>
        </p>
      )}
      {entry.statement && (
        <p class="staff-said">
          <b>{t("staff.statement.of", { agent: agentName(agent) })}</b> <span dir="auto">{entry.statement.text}</span>
        </p>
      )}
      <Moves files={files} entry={entry} />
    </article>
  );
}

/** "+3 points", "−¥50.00". */
export function amountsOf({ effect, points, money: amount, currency }: StaffEntryView): string {
  const sign = effect === "reward" ? "+" : "−";
  return [
    ...(points ? [t("staff.points", { points: `${sign}${points}` })] : []),
    ...(amount ? [`${sign}${money(amount, currency)}`] : []),
  ].join(t("staff.comma"));
}

function Moves({ files, entry }: { files: Files; entry: StaffEntryView }) {
  const { may, entry_id: id } = entry;
  if (!may.length) return null;
  const what = inOurLanguage(entry.names) ?? "";
  /** What became of it is shown where it stands; what follows it stands in the list that is read anew. */
  const anew = async (doing: Promise<StaffEntryView | null>) => {
    const changed = await doing;
    if (!changed) return;
    if (changed.entry_id === id) files.changed(changed);
    else await files.again();
  };
  const seen = async () => {
    const problem = await files.seen(id);
    if (problem) say(tOf("staff.failed", problem.code, { code: problem.code }), { kind: "warning" });
  };
  return (
    <div class="staff-moves" role="group" aria-label={t("staff.moves", { what })}>
      {may.includes("seen") && <Button small kind="primary" onClick={() => void seen()}>{t("staff.seen")}</Button>}
      {may.includes("state") && (
        <Button small icon="pencil" onClick={() => void anew(stateTo(entry))}>{t("staff.state_to")}</Button>
      )}
      {may.includes("approve") && (
        <>
          <Button small kind="primary" onClick={() => void anew(decideOn(entry, "approved"))}>
            {t("staff.say_yes")}
          </Button>
          <Button small onClick={() => void anew(decideOn(entry, "refused"))}>{t("staff.refuse")}</Button>
        </>
      )}
      {may.includes("take_back") && (
        <Button small onClick={() => void anew(decideOn(entry, "refused"))}>{t("staff.take_back")}</Button>
      )}
      {may.includes("follow") && (
        <>
          <Button small icon="pencil" onClick={() => void anew(correctEntry(files.desk, entry))}>
            {t("staff.correct")}
          </Button>
          <Button small icon="undo" onClick={() => void anew(withdrawEntry(entry))}>{t("staff.withdraw")}</Button>
        </>
      )}
    </div>
  );
}
