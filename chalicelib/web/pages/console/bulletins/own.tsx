/** The form of one's day report. */
import { useRef } from "preact/hooks";
import { dateOf, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { DayReportView } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Panels } from "../../kit/panels.tsx";
import type { Field, OwnDay } from "./own.ts";
import { Unread, wordsOf } from "./unread.tsx";

const LONGEST = 2000;

export function OwnDayForm({ own }: { own: OwnDay }) {
  const { report, reading } = own;
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    await (report?.state === "sent" ? own.save() : own.send());
    // The button rests now: whoever works by keys goes on within the form.
    form.current?.focus({ preventScroll: true });
  };
  if (!report) return <Unread problem={reading.problem} again={() => void reading.reload()} />;
  return (
    <form
      class="day-report"
      ref={form}
      tabIndex={-1}
      aria-label={t("bulletins.tab.own")}
      onSubmit={(event) => void submit(event)}
    >
      <p class="day-report-state">
        <b>{dateOf(report.day)}</b> <StateChip report={report} />
      </p>
      <Panels panels={report.panels} />
      <Text own={own} field="remarks" readOnly={!report.may_change} />
      <Text own={own} field="plan" readOnly={!report.may_change} />
      <Formers report={report} />
      <div class="day-report-acts">
        <Told own={own} />
        <Button kind="primary" submits disabled={own.busy || (report.state === "sent" && !own.dirty)}>
          {t(report.state === "sent" ? "day_report.amend" : "day_report.send")}
        </Button>
      </div>
      <p class="field-hint">{t(report.state === "sent" ? "day_report.sent.hint" : "day_report.draft.hint")}</p>
    </form>
  );
}

const StateChip = ({ report: { state, late, sent_at: at } }: { report: DayReportView }) => (
  <span class={state === "sent" ? "chip" : "chip waiting"}>
    {state === "sent" && at
      ? t(late ? "day_report.late_at" : "day_report.sent_at", { at: dayAndTime(at) })
      : t("day_report.draft")}
  </span>
);

const Text = ({ own, field, readOnly }: { own: OwnDay; field: Field; readOnly: boolean }) => (
  <label class="field">
    <span>{t(`day_report.${field}`)}</span>
    <textarea
      rows={4}
      maxLength={LONGEST}
      dir="auto"
      readOnly={readOnly}
      value={own.words[field]}
      onInput={(event) => own.type(field, event.currentTarget.value)}
    />
  </label>
);

function Told({ own }: { own: OwnDay }) {
  const { told } = own;
  if (told === null || typeof told === "string") {
    return <span role="status">{told ? t(`day_report.told.${told}`) : own.dirty ? t("day_report.unsaved") : ""}</span>;
  }
  return (
    <span class="error" role="alert">
      {wordsOf(told)} {told.code === "changed_meanwhile" && (
        <LinkButton onClick={() => void own.readAnew()}>{t("day_report.read_anew")}</LinkButton>
      )}
    </span>
  );
}

/** What it said before it was changed. */
export const Formers = ({ report: { formers } }: { report: DayReportView }) =>
  formers.length === 0 ? null : (
    <details>
      <summary>{t("day_report.formers", { count: formers.length })}</summary>
      <ol class="day-report-formers">
        {formers.map(({ remarks, plan, until }) => (
          <li key={until}>
            <small>{t("day_report.until", { at: dayAndTime(until) })}</small>
            <p dir="auto">{remarks || "–"}</p>
            <p dir="auto">{plan || "–"}</p>
          </li>
        ))}
      </ol>
    </details>
  );
