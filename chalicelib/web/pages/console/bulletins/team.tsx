/** Who of those one leads sent their day report, and what it says. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { dateOf, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { DayReportOfAgent } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Panels } from "../../kit/panels.tsx";
import { dayReportOf, type OfAgent, TeamDay } from "./others.ts";
import { Formers } from "./own.tsx";
import { Unread, wordsOf } from "./unread.tsx";

export function Team() {
  const team = useMemo(() => new TeamDay(), []);
  const shown = useSignal<OfAgent | null>(null);
  const { day, list } = team;
  useEffect(() => void team.list.first.reload(), []);
  if (shown.value) return <One of={shown.value} back={() => shown.value = null} />;
  return (
    <>
      <label class="field team-day">
        <span>{t("team.day")}</span>
        <input
          type="date"
          value={day}
          onChange={(event) => team.choose(event.currentTarget.value)}
        />
      </label>
      {list.first.data === null
        ? <Unread problem={list.first.problem} again={() => void list.first.reload()} />
        : list.items.length === 0
        ? <p>{t("team.none")}</p>
        : (
          <List
            lines={list.items}
            read={(line) => shown.value = { agent: line.agent_id, name: line.name, day }}
          />
        )}
      {list.problem && <p class="note error" role="alert">{wordsOf(list.problem)}</p>}
      {list.more && <Button disabled={list.busy} onClick={() => void list.readOn()}>{t("bulletins.more")}</Button>}
    </>
  );
}

const List = ({ lines, read }: { lines: DayReportOfAgent[]; read: (line: DayReportOfAgent) => void }) => (
  <table class="team-table">
    <caption class="unseen">{t("bulletins.tab.team")}</caption>
    <thead>
      <tr>
        <th scope="col">{t("team.agent")}</th>
        <th scope="col">{t("team.served")}</th>
        <th scope="col">{t("team.state")}</th>
      </tr>
    </thead>
    <tbody>
      {lines.map((line) => (
        <tr key={line.agent_id}>
          <th scope="row" dir="auto">
            {line.sent_at
              ? <LinkButton onClick={() => read(line)}>{line.name}</LinkButton>
              : line.name}
          </th>
          <td>{line.served}</td>
          <td>
            <span class={`chip ${line.state === "missing" && line.worked ? "waiting" : ""}`}>
              {t(line.state === "missing" && !line.worked ? "team.state.idle" : `team.state.${line.state}`)}
            </span>
            {line.sent_at && <small>{dayAndTime(line.sent_at)}</small>}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

function One({ of, back }: { of: OfAgent; back: () => void }) {
  const reading = useMemo(() => dayReportOf(of), [of]);
  useEffect(() => void reading.reload(), [reading]);
  const { data, problem } = reading;
  return (
    <>
      <Button small icon="back" onClick={back}>{t("bulletins.back")}</Button>
      <h3 dir="auto">{`${of.name} · ${dateOf(of.day)}`}</h3>
      {data === null ? <Unread problem={problem} again={() => void reading.reload()} /> : (
        <>
          <h4>{t("day_report.remarks")}</h4>
          <p class="day-report-words" dir="auto">{data.remarks || "–"}</p>
          <h4>{t("day_report.plan")}</h4>
          <p class="day-report-words" dir="auto">{data.plan || "–"}</p>
          <Formers report={data} />
          <Panels panels={data.panels} />
        </>
      )}
    </>
  );
}
