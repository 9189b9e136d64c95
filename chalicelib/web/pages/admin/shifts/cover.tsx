/** Who is there by the hour beside what is needed, and what the week does against the rules. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { RosterFinding, WeekView } from "../../desk/operations.ts";
import { classes } from "../../kit/button.tsx";
import type { Board, Seen } from "./board.ts";
import { gapOf } from "./days.ts";
import { dayLabel, personOf } from "./grid.tsx";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export function CoverTable({ board, seen, week }: { board: Board; seen: Seen; week: WeekView }) {
  const { per_hour: perHour } = seen.board.rules;
  const demand = board.demand;
  const known = new Map(week.hours.map((each) => [`${each.day}T${each.hour}`, each]));
  return (
    <>
      <p class="field-hint">{t(demand ? "shifts.cover.hint" : "shifts.cover.no_demand", { count: perHour })}</p>
      <div class="shifts-scroll" role="region" aria-label={t("shifts.cover")} tabIndex={0}>
        <table class="cover-grid">
          <caption class="unseen">{t("shifts.cover")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("shifts.cover.hour")}</th>
              {week.days.map((day) => <th key={day.day} scope="col">{dayLabel(day)}</th>)}
            </tr>
          </thead>
          <tbody>
            {HOURS.map((hour) => (
              <tr key={hour}>
                <th scope="row">{`${hour}`.padStart(2, "0")}:00</th>
                {week.days.map(({ day }) => {
                  const its = known.get(`${day}T${hour}`);
                  if (!its) return <td key={day} class="none">–</td>;
                  const gap = gapOf(its, demand, perHour);
                  const came = gap.demand === null
                    ? ""
                    : t("shifts.cover.came", { count: Math.round(gap.demand * 10) / 10 });
                  return (
                    <td
                      key={day}
                      class={classes(gap.lacking > 0 && "lacking", !gap.least && !gap.needed && "none")}
                      title={came}
                    >
                      {gap.least}
                      {gap.needed > 0 && <span class="needed">/{gap.needed}</span>}
                      {gap.lacking > 0 && <b>{` −${gap.lacking}`}</b>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function Findings({ week, seen }: { week: WeekView; seen: Seen }) {
  if (!week.findings.length) return null;
  return (
    <div class="shifts-findings" role="region" aria-label={t("shifts.findings")} tabIndex={0}>
      <ul>
        {week.findings.slice(0, 60).map((each, at) => (
          <li key={at} class={classes("note", each.forbids ? "error" : "warning")}>{sentenceOf(each, seen, week)}</li>
        ))}
      </ul>
    </div>
  );
}

const hours = (minutes: number): number => Math.round(minutes / 6) / 10;

/** What is wrong, in a sentence. */
export function sentenceOf(each: RosterFinding, seen: Seen, week: Pick<WeekView, "days">): string {
  const day = week.days.find((its) => its.day === each.day);
  const isTime = each.rule === "rest" || each.rule === "week_hours";
  const words = t(`shifts.finding.${each.rule}`, {
    name: each.agent_id ? agentName(personOf(seen, each.agent_id)) : "",
    day: day ? dayLabel(day) : each.day,
    at: each.at ? clockIn(seen.board.time_zone, each.at) : "",
    until: each.until ? clockIn(seen.board.time_zone, each.until) : "",
    have: isTime ? hours(each.have) : each.have,
    want: isTime ? hours(each.want) : each.want,
  });
  return each.forbids ? `${words} ${t("shifts.finding.forbids")}` : words;
}

const clockIn = (zone: string, at: string): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date(at));
