/** The planning board as it looks: which group and weeks, the kinds to plan with, the weeks, and what can be done. */
import { t } from "../../desk/i18n.ts";
import type { KindView, WeekView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { Board, type Seen, type View } from "./board.ts";
import { CoverTable, Findings } from "./cover.tsx";
import { inkOn, plusDays, spanOf } from "./days.ts";
import { DayLists, WeekGrid } from "./grid.tsx";
import { openLayOut } from "./laying.tsx";
import { openPublish } from "./publish.tsx";

const VIEWS: readonly View[] = ["week", "month"];

export function BoardPanel() {
  const board = useModel(() => new Board());
  return (
    <Shown reading={board.reading}>
      {(seen) =>
        seen
          ? (
            <>
              <Tools board={board} seen={seen} />
              <Palette board={board} kinds={seen.kinds.filter(({ archived }) => !archived)} />
              {seen.board.weeks.map((week) => <Week key={week.week} board={board} seen={seen} week={week} />)}
            </>
          )
          : <Nothing>{t("shifts.no_group")}</Nothing>}
    </Shown>
  );
}

function Tools({ board, seen }: { board: Board; seen: Seen }) {
  const leaving = useLeaving();
  return (
    <div class="tools shifts-tools">
      <select
        aria-label={t("shifts.group")}
        onChange={(event) => board.chooseGroup(event.currentTarget.value)}
      >
        {board.groups.map(({ group_id: id, name }) => (
          <option key={id} value={id} selected={id === board.group}>{name}</option>
        ))}
      </select>
      <select
        aria-label={t("shifts.view")}
        onChange={(event) => board.chooseView(event.currentTarget.value as View)}
      >
        {VIEWS.map((view) => (
          <option key={view} value={view} selected={view === board.view}>{t(`shifts.view.${view}`)}</option>
        ))}
      </select>
      <div class="shifts-steps" role="group" aria-label={t("shifts.period")}>
        <Button small icon="back" aria-label={t(`shifts.before.${board.view}`)} onClick={() => board.step(-1)} />
        <Button small onClick={() => board.step(0)}>{t(`shifts.now.${board.view}`)}</Button>
        <Button
          small
          class="shifts-next"
          icon="back"
          aria-label={t(`shifts.after.${board.view}`)}
          onClick={() => board.step(1)}
        />
      </div>
      <span class="shifts-zone">{t("shifts.zone", { zone: seen.board.time_zone })}</span>
      <span class="spring" />
      <span class="quiet" role="status">{board.busy ? t("shifts.storing") : ""}</span>
      <Button
        disabled={!seen.patterns.some(({ archived }) => !archived)}
        onClick={() => void openLayOut(board, seen, leaving)}
      >
        {t("shifts.lay_out")}
      </Button>
    </div>
  );
}

function Palette({ board, kinds }: { board: Board; kinds: KindView[] }) {
  if (!kinds.length) return <p class="note info">{t("shifts.no_kinds")}</p>;
  return (
    <div class="shifts-palette" role="group" aria-label={t("shifts.palette")}>
      {kinds.map((kind, at) => (
        <button
          key={kind.kind_id}
          type="button"
          class={classes("shift-kind", board.brush === kind.kind_id && "chosen")}
          style={{ background: kind.color, color: inkOn(kind.color) }}
          aria-pressed={board.brush === kind.kind_id}
          draggable
          onDragStart={(event) => event.dataTransfer?.setData("text/plain", `kind:${kind.kind_id}`)}
          onClick={() => board.chooseBrush(kind.kind_id)}
        >
          {at < 9 && <kbd>{at + 1}</kbd>} <bdi>{kind.name}</bdi> <small>{spanOf(kind)}</small>
        </button>
      ))}
      <p class="field-hint">{t("shifts.palette.hint")}</p>
    </div>
  );
}

function Week({ board, seen, week }: { board: Board; seen: Seen; week: WeekView }) {
  const leaving = useLeaving();
  const changed = week.lines.filter(({ changed: its }) => its).length;
  const known = week.lines.some(({ published }) => published !== null);
  const title = t("shifts.week", { from: week.week, to: plusDays(week.week, 6) });
  const copy = async () => {
    const question = {
      title: t("shifts.copy.title"),
      paragraphs: [t("shifts.copy.body", { from: plusDays(week.week, 7) })],
      confirm: t("shifts.copy"),
    };
    if (await confirmed(question, leaving)) await board.copy(week);
  };
  const last = week.publications[0];
  return (
    <section class="panel shifts-week" aria-label={title}>
      <header class="shifts-week-head">
        <h2>{title}</h2>
        <span class={classes("chip", changed > 0 && "waiting")}>
          {changed ? t("shifts.changed", { count: changed }) : t(known ? "shifts.published" : "shifts.not_published")}
        </span>
        {last && (
          <small class="quiet">
            {t("shifts.last", { name: last.by_name, told: last.told })}
            {last.left > 0 && ` ${t("shifts.last.left", { count: last.left })}`}
          </small>
        )}
        <span class="spring" />
        <Button small onClick={() => void copy()}>{t("shifts.copy")}</Button>
        <Button
          small
          kind="primary"
          disabled={board.busy || (!changed && known)}
          onClick={() => void openPublish(board, seen, week, leaving)}
        >
          {t("shifts.publish")}
        </Button>
      </header>
      <WeekGrid board={board} seen={seen} week={week} />
      <DayLists board={board} seen={seen} week={week} />
      <Findings week={week} seen={seen} />
      <details class="shifts-cover">
        <summary>{t("shifts.cover")}</summary>
        <CoverTable board={board} seen={seen} week={week} />
      </details>
    </section>
  );
}
