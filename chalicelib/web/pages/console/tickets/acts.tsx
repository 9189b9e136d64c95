/** What can be done with a ticket besides answering it and moving it on: the dialogs for it. */
import { useMemo, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { now } from "../../desk/time.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { dayAt, localTime, momentOf } from "../followups/due.ts";
import { choose } from "../people/late.ts";
import { RequestDraft } from "../request-draft.ts";
import { FieldInput, filledIn } from "./fields.tsx";
import { FormDialog, typed, WordsField } from "./form-dialog.tsx";
import { changedValues, LONGEST, PRIORITIES, type Priority } from "./rules.ts";
import type { OpenTicket } from "./work.ts";

interface ActProps {
  open: OpenTicket;
  close: () => void;
}

/** To a colleague, or to whoever of a group is next; the owner stays responsible. */
export function passOn(open: OpenTicket): void {
  const { colleagues, agentId } = open.desk;
  let version = open.ticket!.version;
  choose({
    kind: "pass",
    colleagues,
    agentId,
    exceptIds: [open.ticket!.handler.id],
    act: async ({ over_capacity: _, ...choice }) => {
      const refused = await open.assign({ version, ...choice });
      version = open.ticket!.version;
      return refused;
    },
  });
}

export function escalate(open: OpenTicket): void {
  openDialog<null>((close) => <Escalate open={open} close={() => close(null)} />);
}

interface Escalation {
  reason: string;
  to: "leader" | "supervisor";
}

function Escalate({ open, close }: ActProps) {
  const draft = useMemo(() => new RequestDraft<Escalation>(`escalate.${open.desk.agentId}.${open.id}`), []);
  const written = (form: HTMLFormElement): Escalation => ({
    reason: typed(form, "reason"),
    to: typed(form, "to") as Escalation["to"],
  });
  const act = async (form: HTMLFormElement) => {
    const refused = await open.escalate(draft.request(written(form)));
    if (refused) return refused;
    draft.forget();
    say(t("ticket.escalate.done"));
    return null;
  };
  const to = draft.get("to", "leader");
  return (
    <FormDialog
      title={t("ticket.escalate")}
      submit={t("ticket.escalate.submit")}
      onInput={(form) => draft.keep(written(form))}
      {...{ act, close }}
    >
      <label class="field">
        <span>{t("ticket.escalate.to")}</span>
        <select name="to">
          {(["leader", "supervisor"] as const).map((each) => (
            <option key={each} value={each} selected={each === to}>{t(`ticket.escalate.${each}`)}</option>
          ))}
        </select>
      </label>
      <WordsField
        name="reason"
        label={t("ticket.escalate.reason")}
        limit={LONGEST.reason}
        required
        value={draft.get("reason", "")}
      />
    </FormDialog>
  );
}

/** A new time that the customer is told, with an apology. */
export function tellDelay(open: OpenTicket): void {
  openDialog<null>((close) => <Delay open={open} close={() => close(null)} />);
}

function Delay({ open, close }: ActProps) {
  const draft = useMemo(
    () => new RequestDraft<{ until: string; text: string }>(`delay.${open.desk.agentId}.${open.id}`),
    [],
  );
  const written = (form: HTMLFormElement) => ({ until: typed(form, "until"), text: typed(form, "text") });
  const act = async (form: HTMLFormElement) => {
    const { until, text } = written(form);
    const refused = await open.tellDelay(draft.request({ until: momentOf(until)!, text }));
    if (!refused) draft.forget();
    return refused;
  };
  return (
    <FormDialog
      title={t("ticket.delay")}
      submit={t("ticket.delay.submit")}
      onInput={(form) => draft.keep(written(form))}
      {...{ act, close }}
    >
      <p>{t("ticket.delay.about")}</p>
      <label class="field">
        <span>{t("ticket.delay.until")}</span>
        <input
          type="datetime-local"
          name="until"
          required
          min={localTime(new Date(now()))}
          defaultValue={draft.get("until", localTime(dayAt(1, 18)))}
        />
      </label>
      <WordsField name="text" label={t("ticket.delay.text")} limit={LONGEST.reason} value={draft.get("text", "")} />
    </FormDialog>
  );
}

export function edit(open: OpenTicket): void {
  openDialog<null>((close) => <Edit open={open} close={() => close(null)} />);
}

function Edit({ open, close }: ActProps) {
  const ticket = useMemo(() => open.ticket!, []);
  const fields = useMemo(() => open.fields.filter(({ kind }) => kind !== "signature"), []);
  const version = useRef(ticket.version);
  const priority = useSignal<Priority>(ticket.priority);
  const act = async (form: HTMLFormElement) => {
    const values = changedValues(ticket.fields ?? {}, filledIn(form, fields));
    const refused = await open.change({
      version: version.current,
      subject: typed(form, "subject"),
      priority: priority.value,
      summary: typed(form, "summary"),
      reason: typed(form, "reason"),
      ...(values && { fields: values }),
    });
    version.current = open.ticket!.version;
    return refused;
  };
  return (
    <FormDialog title={t("ticket.edit")} submit={t("ticket.edit.submit")} {...{ act, close }}>
      <SubjectField value={ticket.subject} />
      <PriorityField priority={priority.value} before={ticket.priority} onChoose={(each) => priority.value = each} />
      {fields.map((field) => (
        <FieldInput key={field.key} field={field} value={ticket.fields?.[field.key]} required={field.required} />
      ))}
    </FormDialog>
  );
}

export function SubjectField({ value }: { value: string }) {
  return (
    <label class="field">
      <span>{t("ticket.subject")}</span>
      <input type="text" name="subject" dir="auto" required maxLength={LONGEST.subject} defaultValue={value} />
    </label>
  );
}

interface PriorityProps {
  priority: Priority;
  before: Priority;
  onChoose: (priority: Priority) => void;
  summary?: string;
  reason?: string;
}

/** What rises tells the supervisors at once, so they are told what it is about and why. */
export function PriorityField({ priority, before, onChoose, summary, reason }: PriorityProps) {
  const rises = PRIORITIES.indexOf(priority) > PRIORITIES.indexOf(before);
  return (
    <>
      <label class="field">
        <span>{t("ticket.priority")}</span>
        <select name="priority" onChange={(event) => onChoose(event.currentTarget.value as Priority)}>
          {PRIORITIES.map((each) => (
            <option key={each} value={each} selected={each === priority}>{t(`ticket.priority.${each}`)}</option>
          ))}
        </select>
      </label>
      {rises && (
        <>
          <WordsField
            name="summary"
            label={t("ticket.alarm.summary")}
            rows={2}
            limit={LONGEST.summary}
            required
            value={summary}
          />
          <WordsField
            name="reason"
            label={t("ticket.alarm.reason")}
            rows={2}
            limit={LONGEST.reason}
            required
            value={reason}
          />
        </>
      )}
    </>
  );
}
