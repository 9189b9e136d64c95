/** The middle pane: one's own shifts, today and by the week, and who is on duty. */
import { useEffect, useMemo } from "preact/hooks";
import { timeIn } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { DayView, SpanView, TodayView, ToldView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { panelOf, ShiftTabs } from "../attendance/tabs.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { GrantForm } from "./grants.tsx";
import { dayIn, daysOf, presentOf, Shifts } from "./shifts.ts";

export function ShiftsPage() {
  const desk = useDesk();
  const shifts = useMemo(() => new Shifts(), []);
  const mayGrant = desk.session.can("presence.others") && desk.session.can("people.see");
  useEffect(() => void shifts.look(), []);
  const { today, problem } = shifts;
  return (
    <WorkPage
      label={t("shifts.title")}
      contentLabel={t("shifts.title")}
      class="shifts-page"
      title={<h2>{t("shifts.title")}</h2>}
      moves={null}
      word={null}
      foot={null}
    >
      <ShiftTabs chosen="shifts" />
      <div {...panelOf("shifts")} class="shifts-panel">
        {problem && (
          <p class="note error" role="alert">
            {t("shifts.failed")} <Button small onClick={() => void shifts.look()}>{t("connection.retry")}</Button>
          </p>
        )}
        {!today && !problem && <p class="log-word" role="status">{t("conversation.loading")}</p>}
        {today && (
          <>
            {today.unseen.map((told) => <News key={`${told.week}${told.group_id}`} told={told} shifts={shifts} />)}
            <Now today={today} />
            <Week shifts={shifts} today={today} />
            <OnDuty today={today} />
            <Calendar shifts={shifts} />
            {mayGrant && <GrantForm desk={desk} />}
          </>
        )}
      </div>
    </WorkPage>
  );
}

function News({ told, shifts }: { told: ToldView; shifts: Shifts }) {
  const words = told.changes.length ? "shifts.news.changed" : "shifts.news";
  return (
    <div class="note info shifts-news" role="status">
      <p>
        {t(words, { group: told.group_name, week: told.week, name: told.by_name })}
        {told.reason && ` ${t("shifts.news.reason", { reason: told.reason })}`}
      </p>
      <Button small onClick={() => void shifts.see(told)}>{t("shifts.news.seen")}</Button>
    </div>
  );
}

const Times = ({ zone, span }: { zone: string; span: SpanView }) => (
  <span class="shifts-times">{clockIn(zone, span.since)}–{clockIn(zone, span.until)}</span>
);

const clockIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(at));

function Now({ today }: { today: TodayView }) {
  const present = presentOf(today.spans, today.at);
  const { time_zone: zone } = today;
  return (
    <section class="shifts-now" aria-label={t("shifts.now")}>
      <h3>{t("shifts.now")}</h3>
      <p>
        {present
          ? t(present.runs ? "shifts.runs" : "shifts.next", {
            name: present.span.name,
            time: present.runs ? clockIn(zone, present.span.until) : timeIn(zone, present.span.since),
          })
          : t("shifts.nothing_ahead")}
      </p>
      {today.reason && (
        <p class="note warning">
          {t(`shifts.reason.${today.reason}`)}
          {today.begins_at && ` ${t("shifts.begins", { time: timeIn(zone, today.begins_at) })}`}
        </p>
      )}
      {today.granted_until && (
        <p class="note info">{t("shifts.granted", { time: clockIn(zone, today.granted_until) })}</p>
      )}
      {present && present.span.pauses.length > 0 && (
        <p class="hint">
          {t("shifts.breaks", {
            times: present.span.pauses.map((each) => `${clockIn(zone, each.since)}–${clockIn(zone, each.until)}`).join(
              ", ",
            ),
          })}
        </p>
      )}
    </section>
  );
}

const dayName = (day: string): string =>
  new Intl.DateTimeFormat(language.code, { weekday: "short", month: "numeric", day: "numeric", timeZone: "UTC" })
    .format(new Date(`${day}T00:00:00Z`));

const holidayOf = (day: DayView | undefined): string =>
  day?.holiday ? day.holiday[language.code] ?? day.holiday.en : day?.made_up ? t("shifts.made_up") : "";

function Week({ shifts, today }: { shifts: Shifts; today: TodayView }) {
  const { week, monday } = shifts;
  if (!monday) return null;
  const days = new Map((week?.days ?? []).map((day) => [day.day, day]));
  const groups = new Map(today.groups.map(({ group_id: id, name }) => [id, name]));
  const now = dayIn(today.time_zone, today.at);
  return (
    <section aria-label={t("shifts.week")}>
      <header class="shifts-head">
        <h3>{t("shifts.week.from", { day: dayName(monday) })}</h3>
        <span class="spring" />
        <Button small onClick={() => void shifts.step(-1)}>{t("shifts.before")}</Button>
        <Button small onClick={() => void shifts.step(1)}>{t("shifts.after")}</Button>
      </header>
      <ul class="shifts-week">
        {daysOf(monday).map((day) => {
          const spans = (week?.spans ?? []).filter((each) => each.day === day);
          const away = (week?.leaves ?? []).some(({ since, until }) =>
            dayIn(today.time_zone, since) <= day && dayIn(today.time_zone, until) >= day
          );
          return (
            <li key={day} aria-current={day === now ? "date" : undefined}>
              <span class="shifts-day">
                {dayName(day)} <small>{holidayOf(days.get(day))}</small>
              </span>
              <span class="shifts-spans">
                {spans.map((each) => (
                  <span key={each.since} class="shifts-span">
                    <i style={{ background: each.color }} aria-hidden="true" />
                    <bdi>{each.name}</bdi> <Times zone={today.time_zone} span={each} />
                    <small dir="auto">{groups.get(each.group_id)}</small>
                  </span>
                ))}
                {!spans.length && <span class="quiet">{t("shifts.free")}</span>}
                {away && <span class="chip">{t("shifts.leave")}</span>}
              </span>
            </li>
          );
        })}
      </ul>
      {week && !week.weeks.length && <p class="hint">{t("shifts.not_published")}</p>}
    </section>
  );
}

function OnDuty({ today }: { today: TodayView }) {
  return (
    <section aria-label={t("shifts.on_duty")}>
      <h3>{t("shifts.on_duty")}</h3>
      {today.colleagues.length
        ? (
          <ul class="shifts-colleagues">
            {today.colleagues.map(({ agent_id: id, name, number, span }) => (
              <li key={`${id}${span.group_id}`}>
                <bdi>{name}</bdi> <small>{number}</small>
                <span class="spring" />
                {span.name} <Times zone={today.time_zone} span={span} />
              </li>
            ))}
          </ul>
        )
        : <p class="hint">{t("shifts.on_duty.none")}</p>}
    </section>
  );
}

function Calendar({ shifts }: { shifts: Shifts }) {
  const { address } = shifts;
  return (
    <section aria-label={t("shifts.calendar")}>
      <h3>{t("shifts.calendar")}</h3>
      <p class="hint">{t("shifts.calendar.about")}</p>
      {address && (
        <input
          class="shifts-address"
          type="text"
          readOnly
          value={address}
          aria-label={t("shifts.calendar.address")}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      <p class="shifts-acts">
        <Button small onClick={() => void shifts.newAddress()}>
          {t(address ? "shifts.calendar.another" : "shifts.calendar.make")}
        </Button>
        {address && <Button small onClick={() => void shifts.noAddress()}>{t("shifts.calendar.take_back")}</Button>}
      </p>
    </section>
  );
}
