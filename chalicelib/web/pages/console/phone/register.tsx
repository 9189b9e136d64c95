/** The form for a call: the number first, whose it may be, what was said; what was typed stays until it is stored. */
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { dayAndTime, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import type { Choice } from "../conversations/categories.ts";
import { CategoryField } from "../conversations/category.tsx";
import { RecordFields } from "../conversations/record.tsx";
import { type Desk, DeskProvider } from "../desk.ts";
import type { Call } from "./asking.ts";
import { Registering } from "./registering.ts";
import { DIRECTIONS } from "./rules.ts";

/** The call once it is stored; null: not now, and what was typed is there next time. */
export async function registerCall(desk: Desk): Promise<Call | null> {
  const call = await openDialog<Call>((close) => (
    <DeskProvider value={desk}>
      <Register desk={desk} close={close} />
    </DeskProvider>
  ));
  if (call) {
    const run = () => desk.selection.choose(call.conversation_id);
    say(t("calls.registered"), { action: { label: t("calls.show"), run } });
  }
  return call;
}

function Register({ desk, close }: { desk: Desk; close: (call: Call | null) => void }) {
  const writing = useMemo(() => new Registering(desk), []);
  const [busy, trouble] = [useSignal(false), useSignal("")];
  const alert = useRef<HTMLParagraphElement>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (busy.peek()) return;
    [busy.value, trouble.value] = [true, ""];
    const sent = await writing.send();
    busy.value = false;
    if (typeof sent !== "string") return close(sent);
    trouble.value = sent;
    alert.current?.scrollIntoView({ block: "nearest" });
  };
  const isMissed = writing.get("direction", "in") === "missed";
  return (
    <Dialog title={t("calls.register")} class="call-form" onClose={() => close(null)}>
      <form onSubmit={submit}>
        <div class="dialog-fields">
          <WhoAndWhen desk={desk} writing={writing} isMissed={isMissed} />
          <Whose writing={writing} />
          <label class="field">
            <span>{t("calls.notes")}</span>
            <textarea
              rows={4}
              maxLength={2000}
              dir="auto"
              value={writing.get("notes", "")}
              onInput={(event) => writing.keep({ notes: event.currentTarget.value })}
            />
          </label>
          {!isMissed && !writing.get("whose", "").startsWith("conversation") && <Filed desk={desk} writing={writing} />}
          <RecordingField writing={writing} />
        </div>
        {trouble.value && <p class="note error" role="alert" ref={alert}>{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || writing.share !== null}>{t("calls.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface PartProps {
  writing: Registering;
}

function WhoAndWhen({ desk, writing, isMissed }: PartProps & { desk: Desk; isMissed: boolean }) {
  return (
    <>
      <fieldset class="call-direction">
        <legend>{t("calls.direction")}</legend>
        {DIRECTIONS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="direction"
              value={each}
              checked={writing.get("direction", "in") === each}
              onChange={() => writing.keep({ direction: each })}
            />
            {t(`calls.direction.${each}`)}
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>{t("calls.number")}</span>
        <input
          type="tel"
          autofocus
          maxLength={40}
          value={writing.get("number", "")}
          placeholder={t("calls.number.hint")}
          onInput={(event) => writing.keep({ number: event.currentTarget.value, whose: "" })}
        />
      </label>
      <div class="call-pair">
        {!isMissed && (
          <label class="field">
            <span>{t("calls.lasted")}</span>
            <input
              inputMode="numeric"
              maxLength={9}
              placeholder="3:20"
              value={writing.get("lasted", "")}
              onInput={(event) => writing.keep({ lasted: event.currentTarget.value })}
            />
          </label>
        )}
        <label class="field">
          <span>{t("calls.at")}</span>
          <input
            type="datetime-local"
            value={writing.get("at", "")}
            onInput={(event) => writing.keep({ at: event.currentTarget.value })}
          />
        </label>
      </div>
      <div class="call-pair">
        <label class="field">
          <span>{t("calls.plan")}</span>
          <select
            value={writing.plan}
            onChange={(event) => writing.keep({ plan_key: event.currentTarget.value, whose: "" })}
          >
            {desk.plans.named.map(({ plan_key: key, name }) => <option key={key} value={key}>{name}</option>)}
          </select>
        </label>
        <label class="field">
          <span>{t("calls.name")}</span>
          <input
            maxLength={80}
            dir="auto"
            value={writing.get("name", "")}
            onInput={(event) => writing.keep({ name: event.currentTarget.value })}
          />
        </label>
      </div>
    </>
  );
}

/** Whose it is: a conversation that goes on, a customer who is known, or whoever has this number. */
function Whose({ writing }: PartProps) {
  const { known, found } = writing.suggested;
  const plan = writing.plan;
  const customers = (found?.customers ?? []).filter((each) =>
    each.plan_key === plan && each.about !== known?.visitor_id
  );
  const others = (found?.conversations ?? []).filter((each) => each.plan_key === plan && each.state === "open");
  const open = new Map([
    ...(known?.open ?? []).map((each) =>
      [each.conversation_id, each.last_text || dayAndTime(each.started_at)] as const
    ),
    ...others.map((each) => [each.about, each.lines[0]?.text || dayAndTime(each.at)] as const),
  ]);
  const tickets = found?.tickets ?? [];
  if (!open.size && !customers.length && !known?.calls.length && !tickets.length) return null;
  const options = [
    ["", known?.visitor_id ? t("calls.whose.same", { name: known.name ?? "" }) : t("calls.whose.new")],
    ...[...open].map(([id, words]) => [`conversation ${id}`, t("calls.whose.join", { words })]),
    ...customers.map((each) => [`customer ${each.about}`, t("calls.whose.customer", { name: visitorName(each) })]),
  ];
  return (
    <fieldset class="call-whose" aria-live="polite">
      <legend>{t("calls.whose.label")}</legend>
      {options.map(([value, words]) => (
        <label key={value}>
          <input
            type="radio"
            name="whose"
            value={value}
            checked={writing.get("whose", "") === value}
            onChange={() => writing.keep({ whose: value })}
          />
          <span dir="auto">{words}</span>
        </label>
      ))}
      {known && known.calls.length > 0 && <p>{t("calls.before", { count: known.calls.length })}</p>}
      {tickets.length > 0 && <p>{t("calls.tickets", { count: tickets.length })}</p>}
    </fieldset>
  );
}

function Filed({ desk, writing }: PartProps & { desk: Desk }) {
  const id = writing.get("category_id", "");
  const chosen: Choice | null = id ? { id, label: writing.get("category", "") } : null;
  const record = writing.get("record", {});
  const choose = (choice: Choice | null) =>
    writing.keep({ category_id: choice?.id ?? "", category: choice?.label ?? "" });
  return (
    <>
      <CategoryField categories={desk.categories} chosen={chosen} choose={choose} needed={false} />
      <details open={Object.values(record).some(Boolean)}>
        <summary>{t("record.title")}</summary>
        <RecordFields parts={record} change={(parts) => writing.keep({ record: parts })} />
      </details>
    </>
  );
}

function RecordingField({ writing }: PartProps) {
  const trouble = useSignal("");
  const { file, share } = writing;
  const attach = async (chosen: File | undefined) => {
    if (chosen) trouble.value = (await writing.attach(chosen)) ?? "";
  };
  return (
    <details open={Boolean(file || writing.get("recording_url", ""))}>
      <summary>{t("calls.recording")}</summary>
      {file
        ? (
          <p class="call-file">
            <bdi>{file.name}</bdi>
            <Button small kind="quiet" icon="cross" onClick={() => writing.detach()}>{t("calls.file.remove")}</Button>
          </p>
        )
        : (
          <>
            <label class="field">
              <span>{t("calls.recording.url")}</span>
              <input
                type="url"
                maxLength={500}
                placeholder="https://"
                value={writing.get("recording_url", "")}
                onInput={(event) => writing.keep({ recording_url: event.currentTarget.value })}
              />
            </label>
            <label class="field">
              <span>{t("calls.file")}</span>
              <input
                type="file"
                accept=".mp3,.m4a,audio/mpeg,audio/mp4"
                onChange={(event) => void attach(event.currentTarget.files?.[0])}
              />
            </label>
          </>
        )}
      {share !== null && <p role="status">{t("calls.file.coming", { share: Math.round(share * 100) })}</p>}
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
    </details>
  );
}
