/** All groups on one screen: who waits, what is late, who is there, and today against its targets; to be read across a room. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { duration } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { SumsView, WallGroup, WallTotal } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Button, classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Today } from "./today.ts";
import { placeOf } from "./wall.ts";

const NONE = "–";

export function BoardPage() {
  const { wall, session } = useDesk();
  const screen = useRef<HTMLDivElement>(null);
  const today = useMemo(() => new Today(), []);
  useEffect(() => wall.follow(), []);
  useEffect(() => session.can("reports.see") ? today.start() : undefined, []);
  const { loaded, failed, hasMore, loadingMore, more, items } = wall.groups.shown;
  const fill = () => void screen.current?.requestFullscreen?.();
  return (
    <WorkPage
      label={t("board.title")}
      contentLabel={t("wall.content")}
      class="board-page"
      title={<h2>{t("board.title")}</h2>}
      moves={
        <div class="moves">
          <Button small icon="screen" aria-label={t("board.full")} title={t("board.full")} onClick={fill}>
            <span>{t("board.full")}</span>
          </Button>
        </div>
      }
      word={loaded ? null : t(failed ? "lists.failed" : "lists.loading")}
      foot={null}
    >
      <div class="board" ref={screen}>
        <Clock />
        {wall.total && <Totals total={wall.total} counted={today.counted?.total ?? null} isPart={hasMore} />}
        {loaded && !items.length && <p class="hint">{t("wall.now.empty")}</p>}
        <ul class="board-groups" aria-label={t("board.groups")}>
          {items.map((group) => (
            <Group key={group.group_id} group={group} counted={today.counted?.groups.get(group.group_id) ?? null} />
          ))}
        </ul>
        {hasMore && <Button disabled={loadingMore} onClick={more}>{t("lists.more")}</Button>}
      </div>
    </WorkPage>
  );
}

/** Says, where the screen is all there is, that it lives. */
function Clock() {
  const isFull = useFullScreen();
  const now = new Date(ticked());
  if (!isFull) return null;
  return (
    <p class="board-clock">
      <b>{t("board.title")}</b>
      <time>{now.toLocaleTimeString(language.code, { hourCycle: "h23" })}</time>
    </p>
  );
}

function useFullScreen(): boolean {
  const [isFull, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener("fullscreenchange", look);
    return () => document.removeEventListener("fullscreenchange", look);
  }, []);
  return isFull;
}

interface Number {
  name: string;
  value: string;
  beside?: string;
  calls?: "warned" | "late" | false;
}

type Live = Pick<WallTotal, "waiting" | "staff" | "answers">;

/** What goes on now: four numbers. */
function numbersOf({ waiting, staff, answers }: Live, now: number): Number[] {
  const ago = (at: string | null) => at ? duration(now - new Date(at).getTime()) : "";
  const plus = (isMore: boolean) => isMore ? "+" : "";
  return [
    {
      name: "waiting",
      value: `${waiting.count}${plus(waiting.more)}`,
      beside: waiting.since ? t("board.longest", { time: ago(waiting.since) }) : "",
      calls: waiting.count > 0 && "warned",
    },
    {
      name: "late",
      value: `${answers.late}${plus(answers.more)}`,
      beside: t("board.unanswered", { count: `${answers.unanswered}${plus(answers.more)}`, time: ago(answers.since) }),
      calls: answers.late > 0 && "late",
    },
    {
      name: "open",
      value: `${staff.serving}${plus(staff.more)}`,
      beside: t("board.places", { capacity: staff.capacity }),
    },
    {
      name: "free",
      value: String(staff.free),
      beside: t("wall.staff", { full: staff.full, busy: staff.busy, away: `${staff.away}${plus(staff.more)}` }),
    },
  ];
}

/** What today's counted figures say against their targets. */
function todayOf(counted: SumsView): Number[] {
  const number = (value: number, style?: "percent") =>
    new Intl.NumberFormat(language.code, { style, maximumFractionDigits: 0 }).format(value);
  // the first answer, or where that has no target the greeting
  const name = ["first_answer", "greeting"].find((each) => counted.times[each]?.target && counted.times[each].number) ??
    "first_answer";
  const times = counted.times[name];
  const rate = counted.shares.answer_rate ?? null;
  const [target, within, median] = [times?.target ?? null, times?.within ?? null, times?.p50 ?? null];
  const isSlow = target !== null && median !== null && median > target;
  const begun = counted.counts.started ?? 0;
  return [
    // of people nobody counts what began: it is nobody's yet
    ...(begun ? [{ name: "started", value: number(begun) }] : []),
    {
      name: "served",
      value: number(counted.counts.served ?? 0),
      beside: t("board.ended", { count: number(counted.counts.ended ?? 0) }),
    },
    {
      name: "answered",
      value: rate === null ? NONE : number(rate, "percent"),
      beside: t("board.dropped", { count: number(counted.counts.dropped ?? 0) }),
    },
    {
      name,
      value: median === null ? NONE : duration(Math.round(median) * 1000),
      beside: [
        target !== null && t("board.target", { time: duration(target * 1000) }),
        within !== null && t("board.within", { share: number(within, "percent") }),
      ].filter(Boolean).join(" · "),
      calls: isSlow && "warned",
    },
  ];
}

interface TotalsProps {
  total: WallTotal;
  counted: SumsView | null;
  /** Other groups follow, which are not in it. */
  isPart: boolean;
}

function Totals({ total, counted, isPart }: TotalsProps) {
  const numbers = [...numbersOf(total, ticked()), ...(counted ? todayOf(counted) : [])];
  return (
    <>
      <dl class="board-totals">{numbers.map((each) => <Figure key={each.name} {...each} />)}</dl>
      {isPart && <p class="hint">{t("board.part")}</p>}
    </>
  );
}

function Figure({ name, value, beside, calls }: Number) {
  return (
    <div class={classes("board-number", calls)}>
      <dt>{t(`board.number.${name}`)}</dt>
      <dd>
        <b>{value}</b>
        <span>{beside}</span>
      </dd>
    </div>
  );
}

function Group({ group, counted }: { group: WallGroup; counted: SumsView | null }) {
  const { selection } = useDesk();
  const numbers = [...numbersOf(group, ticked()), ...(counted ? todayOf(counted) : [])];
  const name = group.name ?? t("wall.everybody");
  return (
    <li class="board-group">
      <h3>
        <button type="button" onClick={() => selection.choose(placeOf("group", group.group_id), { step: true })}>
          <bdi>{name}</bdi>
        </button>
      </h3>
      <dl>{numbers.map((each) => <Figure key={each.name} {...each} />)}</dl>
    </li>
  );
}
