/** Somebody's day: which shifts they have. */
import { useSignal } from "@preact/signals";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { RosterLine, ShiftForm, WeekView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import type { Board, Seen } from "./board.ts";
import { asForm, clockOf, newForm, onDay, spanOf } from "./days.ts";

export async function openDay(
  board: Board,
  seen: Seen,
  week: WeekView,
  line: RosterLine,
  day: string,
  leaving: AbortSignal,
): Promise<void> {
  const shifts = await openDrawer<ShiftForm[]>(
    (close) => <DayDrawer seen={seen} line={line} day={day} close={close} />,
    leaving,
  );
  if (shifts) await board.plan(week.week, line.agent_id, day, shifts);
}

interface DayProps {
  seen: Seen;
  line: RosterLine;
  day: string;
  close: (shifts: ShiftForm[] | null) => void;
}

function DayDrawer({ seen, line, day, close }: DayProps) {
  const had = onDay(line.draft, day);
  const chosen = useSignal<ReadonlySet<string>>(new Set(had.map(({ kind_id: id }) => id)));
  const person = seen.board.people.find(({ agent_id: id }) => id === line.agent_id);
  const kinds = seen.kinds.filter(({ archived, kind_id: id }) => !archived || chosen.value.has(id));
  const tick = (id: string, ticked: boolean) => {
    const ids = new Set(chosen.value);
    if (ticked) ids.add(id);
    else ids.delete(id);
    chosen.value = ids;
  };
  const store = () => {
    const kept = had.filter(({ kind_id: id }) => chosen.value.has(id)).map(asForm);
    const added = kinds.filter(({ kind_id: id }) => chosen.value.has(id) && !had.some((each) => each.kind_id === id));
    close([...kept, ...added.map((kind) => newForm(kind, day))]);
  };
  return (
    <Drawer title={`${agentName(person)} · ${day}`} onClose={() => close(null)}>
      <div class="shifts-drawer">
        <fieldset class="form-field">
          <legend>{t("shifts.day.kinds")}</legend>
          {kinds.map((kind) => (
            <label class="tick" key={kind.kind_id}>
              <input
                type="checkbox"
                checked={chosen.value.has(kind.kind_id)}
                onChange={(event) => tick(kind.kind_id, event.currentTarget.checked)}
              />
              <span>
                {kind.name}
                <small>{spanOf(kind)}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {had.filter(({ pauses = [] }) => pauses.length > 0).map((each) => (
          <p key={each.start_minute} class="field-hint">
            {t("shifts.day.breaks", {
              name: each.name,
              breaks: (each.pauses ?? []).map((its) => `${clockOf(its.start_minute)}–${clockOf(its.end_minute)}`).join(
                ", ",
              ),
            })}
          </p>
        ))}
      </div>
      <div class="form-buttons">
        <Button kind="primary" onClick={store}>{t("shifts.day.store")}</Button>
        <Button onClick={() => close([])}>{t("shifts.day.free")}</Button>
        <Button onClick={() => close(null)}>{t("cancel")}</Button>
      </div>
    </Drawer>
  );
}
