/** The dialog in which leave is asked for: what it would come to is shown while it is filled in. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type { LeaveKindsView, LeavePreviewView, LeaveRequestView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { Keys } from "../request-keys.ts";
import * as acts from "./acts.ts";
import { warn, wordsOf } from "./models.ts";
import { Against, lengthWords, whenWords } from "./request.tsx";

const PARTS = ["days", "first_half", "second_half", "hours"] as const;

interface Typed {
  kind_id: string;
  first: string;
  last: string;
  part: typeof PARTS[number];
  from: string;
  until: string;
  reason: string;
}

const minuteOf = (time: string): number | null => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
};

/** What is asked of the desk by what was typed; null: it is not complete. */
export function askedOf({ from, until, reason: _, ...typed }: Typed) {
  if (!typed.kind_id || !typed.first || (typed.part === "days" && !typed.last)) return null;
  const last = typed.part === "days" ? typed.last : typed.first;
  if (typed.part !== "hours") return { ...typed, last };
  const [start, end] = [minuteOf(from), minuteOf(until)];
  if (start === null || end === null || end === start) return null;
  return { ...typed, last, start_minute: start, end_minute: end > start ? end : end + 1440 };
}

/** Asks for leave; null: it was given up. */
export async function askLeave(): Promise<LeaveRequestView | null> {
  let kinds: LeaveKindsView;
  try {
    kinds = await acts.readKinds();
  } catch (problem) {
    warn(problem);
    return null;
  }
  const asked = await openDialog<LeaveRequestView>((close) => <LeaveForm kinds={kinds} close={close} />);
  if (asked) say(t("leave.asked"));
  return asked;
}

function LeaveForm({ kinds, close }: { kinds: LeaveKindsView; close: (asked: LeaveRequestView | null) => void }) {
  const typed = useSignal<Typed>({ kind_id: "", first: "", last: "", part: "days", from: "", until: "", reason: "" });
  const preview = useSignal<LeavePreviewView | null>(null);
  const wrong = useSignal<Record<string, string>>({});
  const trouble = useSignal("");
  const busy = useSignal(false);
  const keys = useMemo(() => new Keys(), []);
  const asked = askedOf(typed.value);
  const name = JSON.stringify(asked);
  useEffect(() => void look(name, preview, wrong), [name]);
  const change = (changes: Partial<Typed>) => typed.value = { ...typed.value, ...changes };
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!asked) return;
    const body = { ...asked, reason: typed.value.reason };
    busy.value = true;
    trouble.value = "";
    try {
      close(await acts.askForLeave({ ...body, client_id: keys.keyOf(body) }));
    } catch (problem) {
      const { errors } = problem as Problem;
      wrong.value = Object.fromEntries(errors.map(({ field }) => [field, tOf("leave.wrong", field)]));
      trouble.value = errors.length ? "" : wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  const { kind_id: kindId, part } = typed.value;
  const unit = kinds.kinds.find((each) => each.kind_id === kindId)?.unit ?? "days";
  return (
    <Dialog title={t("leave.ask")} class="leave-dialog" onClose={() => close(null)}>
      <form class="leave-form" onSubmit={attempt}>
        <label class="field">
          <span>{t("leave.kind")}</span>
          <select name="kind_id" required value={kindId} onChange={(e) => change({ kind_id: e.currentTarget.value })}>
            <option value="" disabled>{t("leave.choose")}</option>
            {kinds.kinds.map((each) => (
              <option key={each.kind_id} value={each.kind_id}>
                {inOurLanguage(each.names)} {each.paid ? "" : t("leave.unpaid")}
              </option>
            ))}
          </select>
          <Wrong words={wrong.value.kind_id} />
        </label>
        <label class="field">
          <span>{t("leave.part")}</span>
          <select
            name="part"
            value={part}
            onChange={(e) => change({ part: e.currentTarget.value as Typed["part"] })}
          >
            {PARTS.map((each) => <option key={each} value={each}>{t(`leave.part.${each}`)}</option>)}
          </select>
        </label>
        <div class="leave-days">
          <DateField
            name="first"
            label={t(part === "days" ? "leave.first" : "leave.day")}
            typed={typed}
            wrong={wrong}
          />
          {part === "days" && <DateField name="last" label={t("leave.last")} typed={typed} wrong={wrong} />}
          {part === "hours" && (
            <>
              <TimeField name="from" label={t("leave.from")} typed={typed} words={wrong.value.start_minute} />
              <TimeField name="until" label={t("leave.until")} typed={typed} words={wrong.value.end_minute} />
            </>
          )}
        </div>
        <label class="field">
          <span>{t("leave.reason")}</span>
          <textarea
            name="reason"
            rows={3}
            maxLength={500}
            dir="auto"
            value={typed.value.reason}
            onInput={(event) => change({ reason: event.currentTarget.value })}
          />
          <Wrong words={wrong.value.reason} />
        </label>
        {preview.value && asked && <Coming asked={asked} preview={preview.value} unit={unit} />}
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || !asked}>{t("leave.submit")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What was asked last is shown, and why the desk would refuse it. */
async function look(
  name: string,
  preview: Signal<LeavePreviewView | null>,
  wrong: Signal<Record<string, string>>,
): Promise<void> {
  preview.value = null;
  const asked = JSON.parse(name) as ReturnType<typeof askedOf>;
  if (!asked) return;
  LATEST.set(preview, name);
  try {
    const found = await acts.preview(asked);
    if (LATEST.get(preview) !== name) return;
    preview.value = found;
    wrong.value = {};
  } catch (problem) {
    const errors = (problem as Problem).errors ?? [];
    if (LATEST.get(preview) === name) {
      wrong.value = Object.fromEntries(errors.map(({ field }) => [field, tOf("leave.wrong", field)]));
    }
  }
}

const LATEST = new WeakMap<object, string>();

interface ComingProps {
  asked: NonNullable<ReturnType<typeof askedOf>>;
  preview: LeavePreviewView;
  unit: "days" | "hours";
}

function Coming({ asked, preview, unit }: ComingProps) {
  const minutes = Object.values(preview.minutes).reduce((sum, each) => sum + each, 0);
  const left = Object.entries(preview.left).filter(([, each]) => each !== null);
  return (
    <section aria-live="polite" class="leave-preview">
      <p>
        {whenWords({ ...preview, ...asked })} <b>{t("leave.takes_of", { length: lengthWords(minutes, unit) })}</b>
      </p>
      {left.map(([year, each]) => (
        <p key={year} class={each! < 0 ? "note error" : ""}>
          {t(each! < 0 ? "leave.too_little" : "leave.then_left", {
            year,
            left: lengthWords(Math.abs(each!), unit),
          })}
        </p>
      ))}
      {preview.shifts.length > 0 && <p>{t("leave.fall_away", { count: preview.shifts.length })}</p>}
      {preview.senior && <p class="hint">{t("leave.senior.hint")}</p>}
      {preview.findings.length > 0 && <Against findings={preview.findings.map(({ finding }) => finding)} />}
    </section>
  );
}

const Wrong = ({ words }: { words?: string }) => words ? <span class="field-word" role="alert">{words}</span> : null;

interface FieldProps {
  name: "first" | "last";
  label: string;
  typed: Signal<Typed>;
  wrong: Signal<Record<string, string>>;
}

const DateField = ({ name, label, typed, wrong }: FieldProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="date"
      name={name}
      required
      value={typed.value[name]}
      onChange={({ currentTarget: { value } }) => {
        const last = name === "first" && (!typed.value.last || typed.value.last < value) ? { last: value } : {};
        typed.value = { ...typed.value, [name]: value, ...last };
      }}
    />
    <Wrong words={wrong.value[name]} />
  </label>
);

interface TimeProps {
  name: "from" | "until";
  label: string;
  typed: Signal<Typed>;
  words?: string;
}

const TimeField = ({ name, label, typed, words }: TimeProps) => (
  <label class="field">
    <span>{label}</span>
    <input
      type="time"
      name={name}
      required
      value={typed.value[name]}
      onChange={({ currentTarget: { value } }) => typed.value = { ...typed.value, [name]: value }}
    />
    <Wrong words={words} />
  </label>
);
