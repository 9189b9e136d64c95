/** A month's shifts, planned against what was; for those who lead also their people's, with corrections. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName, dateOf } from "../../desk/format.ts";
import { clockIn, clockThere, deskZone, momentIn } from "../../desk/zoned.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AttendanceSumsView, AttendanceView } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { newClientId } from "../outbox.ts";
import { useDesk } from "../desk.ts";
import * as acts from "./acts.ts";
import { Months, wordsOf } from "./models.ts";
import { seesOthers } from "./place.ts";

export function MonthPart() {
  const desk = useDesk();
  const leads = seesOthers(desk.session);
  const months = useMemo(() => new Months(desk.agentId, leads), []);
  useEffect(() => void months.look(), []);
  const { sums, month, agent, held } = months;
  const whose = sums.items.find((each) => each.agent.id === agent);
  const shown = sums.items.find((each) => each.agent.id === (agent || desk.agentId));
  return (
    <>
      <div class="leave-tools">
        <label class="field">
          <span>{t("attendance.month")}</span>
          <input
            type="month"
            required
            value={month}
            onChange={({ currentTarget: { value } }) => value && months.choose(value)}
          />
        </label>
        {agent && (
          <p>
            <bdi>{t("attendance.of", { agent: whose ? agentName(whose.agent) : agent })}</bdi>{" "}
            <LinkButton onClick={() => months.choose(month, "")}>{t("attendance.own")}</LinkButton>
          </p>
        )}
        {leads && <Button small icon="down" onClick={() => void months.save()}>{t("attendance.csv")}</Button>}
      </div>
      {leads && <Team months={months} />}
      {shown && <p class="leave-sum">{sumWords(shown)}</p>}
      {months.failed && (
        <p class="note error" role="alert">
          {t("leave.not_read")} <Button small onClick={() => void months.read()}>{t("connection.retry")}</Button>
        </p>
      )}
      <ul class="leave-list" aria-label={t("shifts.tab.attendance")}>
        {(held?.records ?? []).map((each) => (
          <li key={`${each.day}${each.group_id}${each.number}`} data-day={each.day}>
            <RecordLine record={each} again={months.look} />
          </li>
        ))}
      </ul>
      <p role="status" class="leave-state">
        {!held && !months.failed && t("conversation.loading")}
        {held && !held.records.length && t("attendance.none")}
      </p>
    </>
  );
}

function Team({ months }: { months: Months }) {
  const { items, hasMore, state } = months.sums;
  return (
    <div class="panel scrolls-across">
      <table class="leave-team">
        <caption class="unseen">{t("attendance.team")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("attendance.agent")}</th>
            <th scope="col">{t("attendance.sums")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <tr key={each.agent.id}>
              <th scope="row">
                <LinkButton onClick={() => months.choose(months.month, each.agent.id!)}>
                  <bdi>{agentName(each.agent)}</bdi>
                </LinkButton>
              </th>
              <td>{sumWords(each)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {state === "there" && hasMore && (
        <Button small onClick={() => void months.sums.more()}>{t("attendance.more")}</Button>
      )}
    </div>
  );
}

const TIMES = ["late", "early", "over"] as const;

/** "12 shifts; late 2 × (25 min); overtime 60 min". */
export function sumWords(sums: AttendanceSumsView): string {
  const parts = [
    t("attendance.sum.shifts", { count: sums.shifts }),
    ...TIMES.filter((each) => sums[each]).map((each) =>
      t(`attendance.sum.${each}`, { times: sums[`${each}_times`], minutes: sums[each] })
    ),
    ...(sums.absent ? [t("attendance.sum.absent", { times: sums.absent })] : []),
    ...(sums.overtime ? [t("attendance.sum.overtime", { minutes: sums.overtime })] : []),
    ...(sums.leave ? [t("attendance.sum.leave", { minutes: sums.leave })] : []),
  ];
  return parts.join(t("leave.semicolon"));
}

const HELD = ["late", "early", "over", "gone", "overtime", "leave"] as const;

function RecordLine({ record, again }: { record: AttendanceView; again: () => Promise<void> }) {
  const { figures, found, corrections } = record;
  const correct = async () => {
    if (await openDialog<AttendanceView>((close) => <CorrectDialog record={record} close={close} />)) await again();
  };
  return (
    <article class="leave-request" aria-label={`${dateOf(record.day)} ${record.name}`}>
      <header>
        <b>{dateOf(record.day)}</b>
        <span class="chip">
          <i style={{ background: record.color }} aria-hidden="true" /> {record.name}
        </span>
        <span class="leave-times">{clockThere(record.since)}–{clockThere(record.until)}</span>
        {record.state !== "over" && <span class="chip">{t(`attendance.state.${record.state}`)}</span>}
        {figures?.absent && <span class="chip leave-state-refused">{t("attendance.absent")}</span>}
      </header>
      {figures && (
        <p class="leave-figures">
          <span>
            {t("attendance.there", {
              first: figures.first_at ? clockThere(figures.first_at) : "—",
              last: figures.last_at ? clockThere(figures.last_at) : "—",
            })}
          </span>
          <span>{t("attendance.minutes", { online: figures.online, busy: figures.busy, paused: figures.paused })}</span>
          {HELD.filter((each) => figures[each]).map((each) => (
            <b key={each} class={each === "overtime" || each === "leave" ? "" : "leave-held"}>
              {t(`attendance.${each}`, { minutes: figures[each] })}
            </b>
          ))}
        </p>
      )}
      {corrections.map((each) => (
        <p key={each.at} class="leave-word">
          <b>{t("attendance.corrected", { by: agentName(each.by) })}</b> <span dir="auto">{each.reason}</span>
          {found && <small>{t("attendance.found", { late: found.late, early: found.early })}</small>}
        </p>
      ))}
      {record.may_correct && (
        <div class="leave-moves">
          <Button small icon="pencil" onClick={() => void correct()}>{t("attendance.mend")}</Button>
        </div>
      )}
    </article>
  );
}

interface CorrectProps {
  record: AttendanceView;
  close: (done: AttendanceView | null) => void;
}

function CorrectDialog({ record, close }: CorrectProps) {
  const last = record.corrections.at(-1);
  const typed = useSignal({
    came: clockIn(deskZone(), last?.came_at),
    went: clockIn(deskZone(), last?.went_at),
    excused: last?.excused ?? false,
    reason: "",
  });
  const wrong = useSignal<Record<string, string>>({});
  const trouble = useSignal("");
  const busy = useSignal(false);
  const key = useMemo(() => newClientId(), []);
  const { came, went, excused, reason } = typed.value;
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    const body = {
      group_id: record.group_id,
      day: record.day,
      number: record.number,
      came_at: momentIn(deskZone(), came),
      went_at: momentIn(deskZone(), went),
      excused,
      reason,
      version: record.version,
    };
    try {
      close(await acts.correct(record.agent_id, body, `${key}${JSON.stringify(body).length}${reason.length}`));
    } catch (problem) {
      const { errors } = problem as Problem;
      wrong.value = Object.fromEntries(errors.map(({ field }) => [field, tOf("leave.wrong", field)]));
      trouble.value = errors.length ? "" : wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog
      title={t("attendance.mend.title", { day: dateOf(record.day) })}
      class="leave-dialog"
      onClose={() => close(null)}
    >
      <form class="leave-form" onSubmit={attempt}>
        <p class="hint">{t("attendance.mend.about")}</p>
        {(["came", "went"] as const).map((name) => (
          <label key={name} class="field">
            <span>{t(`attendance.${name}`)}</span>
            <input
              type="datetime-local"
              name={name}
              value={typed.value[name]}
              onChange={({ currentTarget: { value } }) => typed.value = { ...typed.value, [name]: value }}
            />
            {wrong.value[`${name}_at`] && <span class="field-word" role="alert">{wrong.value[`${name}_at`]}</span>}
          </label>
        ))}
        <label class="leave-tick">
          <input
            type="checkbox"
            name="excused"
            checked={excused}
            onChange={({ currentTarget: { checked } }) => typed.value = { ...typed.value, excused: checked }}
          />{" "}
          {t("attendance.excused")}
        </label>
        <label class="field">
          <span>{t("attendance.reason")}</span>
          <textarea
            name="reason"
            rows={3}
            required
            maxLength={500}
            dir="auto"
            value={reason}
            onInput={({ currentTarget: { value } }) => typed.value = { ...typed.value, reason: value }}
          />
          {wrong.value.reason && <span class="field-word" role="alert">{wrong.value.reason}</span>}
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || !reason.trim()}>{t("save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
