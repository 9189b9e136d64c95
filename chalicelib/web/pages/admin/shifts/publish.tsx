/** Publishing a week: what each of its people will hear, why, and what stands against it. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { PublicationView, RosterLine, Shift, WeekView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { wordsOf } from "../parts/problem.ts";
import type { Board, Seen } from "./board.ts";
import { Findings } from "./cover.tsx";
import { changedDays, onDay, spanOf } from "./days.ts";
import { dayLabel, personOf } from "./grid.tsx";

export async function openPublish(board: Board, seen: Seen, week: WeekView, leaving: AbortSignal): Promise<void> {
  const made = await openDrawer<PublicationView>(
    (close) => <PublishDrawer board={board} seen={seen} week={week} close={close} />,
    leaving,
  );
  if (made) say(t("shifts.publish.done"));
}

interface PublishProps {
  board: Board;
  seen: Seen;
  week: WeekView;
  close: (made: PublicationView | null) => void;
}

function PublishDrawer({ board, seen, week, close }: PublishProps) {
  const reason = useSignal("");
  const problem = useSignal("");
  const busy = useSignal(false);
  const id = useId();
  const changed = week.lines.filter((line) => line.changed);
  const needsReason = changed.some(({ published }) => published !== null);
  const publish = async () => {
    if (busy.value) return;
    if (needsReason && !reason.value.trim()) {
      problem.value = t("shifts.publish.reason.needed");
      return;
    }
    busy.value = true;
    try {
      close(await board.publish(week, reason.value.trim()));
    } catch (trouble) {
      const { code } = trouble as Problem;
      problem.value = code === "changed_meanwhile" ? t("shifts.moved") : wordsOf(trouble as Problem);
      if (code === "changed_meanwhile") void board.reading.reload();
    } finally {
      busy.value = false;
    }
  };
  return (
    <Drawer title={t("shifts.publish.title", { week: week.week })} size="wide" onClose={() => close(null)}>
      <p class="drawer-intro">{t("shifts.publish.intro")}</p>
      <div class="shifts-drawer">
        {changed.length ? <Changes seen={seen} week={week} changed={changed} /> : <p>{t("shifts.publish.nothing")}</p>}
        <Findings week={week} seen={seen} />
        {needsReason && (
          <div class="form-field">
            <label for={id}>{t("shifts.publish.reason")}</label>
            <textarea
              id={id}
              rows={2}
              maxLength={200}
              aria-required
              dir="auto"
              value={reason.value}
              onInput={(event) => reason.value = event.currentTarget.value}
            />
          </div>
        )}
        <p class="note error" role="alert" hidden={!problem.value}>{problem.value}</p>
      </div>
      <div class="form-buttons">
        <Button kind="primary" disabled={busy.value} onClick={() => void publish()}>{t("shifts.publish")}</Button>
        <Button onClick={() => close(null)}>{t("cancel")}</Button>
      </div>
    </Drawer>
  );
}

const wordsOfDay = (shifts: readonly Shift[]): string =>
  shifts.map((each) => `${each.name} ${spanOf(each)}`).join(", ") || t("shifts.free");

function Changes({ seen, week, changed }: { seen: Seen; week: WeekView; changed: RosterLine[] }) {
  return (
    <ul class="shifts-changes" aria-label={t("shifts.publish.changes")}>
      {changed.map((line) => (
        <li key={line.agent_id}>
          <b dir="auto">{agentName(personOf(seen, line.agent_id))}</b>
          <ul>
            {changedDays(line, week.week).map((day) => (
              <li key={day}>
                {dayLabel(week.days.find((each) => each.day === day)!)}: {line.published !== null && (
                  <>
                    <del>{wordsOfDay(onDay(line.published, day))}</del> →{" "}
                  </>
                )}
                <ins>{wordsOfDay(onDay(line.draft, day))}</ins>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
