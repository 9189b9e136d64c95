/** A week as a grid to plan in: by pointer, by dragging, and by keys; on a phone as a list of days. */
import { useRef } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { DayView, KindView, PersonView, RosterLine, Shift, WeekView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { useLeaving } from "../section.tsx";
import type { Board, Seen } from "./board.ts";
import { asForm, changedDays, hoursOf, inkOn, movedTo, newForm, onDay, spanOf, weekdayOf } from "./days.ts";
import { openDay } from "./day.tsx";

interface WeekProps {
  board: Board;
  seen: Seen;
  week: WeekView;
}

export const holidayOf = ({ holiday }: DayView): string => holiday?.[language.code] ?? holiday?.en ?? "";

export const dayLabel = (day: DayView): string => {
  const words = `${t(`weekday.${weekdayOf(day.day)}`)} ${day.day.slice(5)}`;
  const more = holidayOf(day) || (day.made_up ? t("shifts.made_up") : "");
  return more ? `${words} · ${more}` : words;
};

export const personOf = (seen: Seen, id: string): PersonView | undefined =>
  seen.board.people.find(({ agent_id: its }) => its === id);

/** What a day holds, for those who do not see its colours. */
const spokenOf = (shifts: readonly Shift[]): string =>
  shifts.length ? shifts.map((each) => `${each.name} ${spanOf(each)}`).join(", ") : t("shifts.free");

const usable = (seen: Seen): KindView[] => seen.kinds.filter(({ archived }) => !archived);

export function WeekGrid({ board, seen, week }: WeekProps) {
  const leaving = useLeaving();
  const body = useRef<HTMLTableSectionElement>(null);
  const at = useRef<[number, number]>([0, 0]);
  const cellOf = ([row, column]: [number, number]) =>
    body.current?.rows[row]?.querySelectorAll<HTMLElement>("[role=gridcell]")[column];
  const kinds = usable(seen);
  const onKey = (event: KeyboardEvent, row: number, column: number, line: RosterLine) => {
    const to = movedTo(event.key, row, column, week.lines.length, week.days.length);
    const { day } = week.days[column];
    const kind = /^[1-9]$/.test(event.key) ? kinds[Number(event.key) - 1] : undefined;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (to) {
      at.current = to;
      cellOf(to)?.focus();
    } else if (event.key === "Enter" || event.key === " ") void openDay(board, seen, week, line, day, leaving);
    else if (event.key === "Delete" || event.key === "Backspace") void board.plan(week.week, line.agent_id, day, []);
    else if (kind) void board.plan(week.week, line.agent_id, day, [newForm(kind, day)]);
    else return;
    event.preventDefault();
  };
  return (
    <div class="shifts-scroll">
      <table class="shifts-grid" role="grid" aria-label={t("shifts.grid")}>
        <thead>
          <tr>
            <th scope="col">{t("shifts.who")}</th>
            {week.days.map((day) => (
              <th
                key={day.day}
                scope="col"
                class={classes(holidayOf(day) && "holiday", weekdayOf(day.day) > 4 && "weekend")}
              >
                {dayLabel(day)}
              </th>
            ))}
            <th scope="col">{t("shifts.hours")}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {week.lines.map((line, row) => {
            const person = personOf(seen, line.agent_id);
            const changed = new Set(changedDays(line, week.week));
            return (
              <tr key={line.agent_id}>
                <th scope="row" dir="auto">
                  {agentName(person)}
                  {person && !person.member && <small>{t("shifts.stranger")}</small>}
                </th>
                {week.days.map((day, column) => (
                  <Cell
                    key={day.day}
                    board={board}
                    seen={seen}
                    week={week}
                    line={line}
                    day={day}
                    changed={changed.has(day.day)}
                    tabbed={row === at.current[0] && column === at.current[1]}
                    onFocus={() => at.current = [row, column]}
                    onKey={(event) => onKey(event, row, column, line)}
                  />
                ))}
                <td class="number">{hoursOf(line.draft)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps extends WeekProps {
  line: RosterLine;
  day: DayView;
  changed: boolean;
  tabbed: boolean;
  onFocus: () => void;
  onKey: (event: KeyboardEvent) => void;
}

function Cell({ board, seen, week, line, day, changed, tabbed, onFocus, onKey }: CellProps) {
  const leaving = useLeaving();
  const shifts = onDay(line.draft, day.day);
  const person = personOf(seen, line.agent_id);
  const plan = (kind: KindView | undefined) =>
    kind && void board.plan(week.week, line.agent_id, day.day, [newForm(kind, day.day)]);
  const press = () => {
    const brush = usable(seen).find(({ kind_id: id }) => id === board.brush);
    if (!brush) return void openDay(board, seen, week, line, day.day, leaving);
    const has = shifts.length === 1 && shifts[0].kind_id === brush.kind_id;
    void board.plan(week.week, line.agent_id, day.day, has ? [] : [newForm(brush, day.day)]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const [what, id, from] = (event.dataTransfer?.getData("text/plain") ?? "").split(":");
    if (what === "kind") return plan(usable(seen).find(({ kind_id: its }) => its === id));
    if (what !== "cell") return;
    const source = week.lines.find(({ agent_id: its }) => its === id);
    if (!source || (id === line.agent_id && from === day.day)) return;
    void move(board, week, source, from, line, day.day);
  };
  const bad = week.findings.some((each) =>
    each.agent_id === line.agent_id && each.day === day.day && each.rule !== "week_hours"
  );
  const words = `${agentName(person)}, ${dayLabel(day)}: ${spokenOf(shifts)}`;
  return (
    <td
      role="gridcell"
      tabIndex={tabbed ? 0 : -1}
      class={classes("shifts-cell", changed && "changed", bad && "bad", holidayOf(day) && "holiday")}
      aria-label={[words, changed && t("shifts.cell.changed"), bad && t("shifts.cell.bad")].filter(Boolean).join(", ")}
      onFocus={onFocus}
      onKeyDown={onKey}
      onClick={press}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {shifts.map((each) => (
        <span
          key={each.start_minute}
          class="shift-chip"
          style={{ background: each.color, color: inkOn(each.color) }}
          draggable
          onDragStart={(event) => event.dataTransfer?.setData("text/plain", `cell:${line.agent_id}:${day.day}`)}
        >
          <bdi>{each.name}</bdi> <small>{spanOf(each)}</small>
        </span>
      ))}
    </td>
  );
}

/** Somebody's day goes to another place of the same week. */
async function move(board: Board, week: WeekView, source: RosterLine, from: string, line: RosterLine, day: string) {
  const shifts = onDay(source.draft, from).map((each) => ({ ...asForm(each), day }));
  await board.plan(week.week, source.agent_id, from, []);
  await board.plan(week.week, line.agent_id, day, shifts);
}

/** The same for a phone: day by day. */
export function DayLists({ board, seen, week }: WeekProps) {
  const leaving = useLeaving();
  return (
    <div class="shifts-days">
      {week.days.map((day) => (
        <section key={day.day} aria-label={dayLabel(day)}>
          <h3 class={classes(holidayOf(day) && "holiday")}>{dayLabel(day)}</h3>
          <ul>
            {week.lines.map((line) => {
              const shifts = onDay(line.draft, day.day);
              const name = agentName(personOf(seen, line.agent_id));
              return (
                <li key={line.agent_id}>
                  <span dir="auto">{name}</span>
                  <span class="spring" />
                  {shifts.map((each) => (
                    <span
                      key={each.start_minute}
                      class="shift-chip"
                      style={{ background: each.color, color: inkOn(each.color) }}
                    >
                      <bdi>{each.name}</bdi> <small>{spanOf(each)}</small>
                    </span>
                  ))}
                  <Button
                    small
                    aria-label={`${t("edit")} ${name}, ${dayLabel(day)}`}
                    onClick={() => void openDay(board, seen, week, line, day.day, leaving)}
                  >
                    {t("edit")}
                  </Button>
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
