/** Where a call is written down: what came of it, a note, and when the next try is, or the next visit if one was agreed. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { FollowUpView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { Button, classes } from "../../kit/button.tsx";
import { isSend } from "../../kit/keys.ts";
import { CallDraft, MOST_TRIES, NOTE_LIMIT } from "./call-draft.ts";
import { dayAt, localTime } from "./due.ts";
import { outcomesOf } from "./followups.ts";
import type { OpenFollowUp } from "./work.ts";

const HOUR_MS = 3_600_000;

export function Call({ open, followUp }: { open: OpenFollowUp; followUp: FollowUpView }) {
  const call = useMemo(() => new CallDraft(followUp, open.desk.agentId), []);
  const busy = useSignal(false);
  const trouble = useSignal("");
  const over = call.length > NOTE_LIMIT;

  const send = async () => {
    if (busy.peek() || !call.isReady) return;
    busy.value = true;
    trouble.value = "";
    const failed = await open.record(call.request());
    busy.value = false;
    if (failed) trouble.value = failed;
    else call.forget();
  };

  return (
    <div class="composer call-composer">
      <fieldset class="ways">
        <legend>{t("call.outcome")}</legend>
        {outcomesOf(followUp.kind).map((outcome) => (
          <label class="way" key={outcome}>
            <input
              type="radio"
              name="outcome"
              checked={call.outcome === outcome}
              onChange={() => call.choose(outcome)}
            />
            <span>{t(`outcome.${outcome}`)}</span>
          </label>
        ))}
      </fieldset>
      {(call.needsNext || call.mayAgree) && <Next call={call} />}
      {call.outcome === "not_reached" && call.isLastTry && (
        <p class="field-hint">{t("call.last_try", { count: MOST_TRIES })}</p>
      )}
      <textarea
        rows={3}
        dir="auto"
        aria-label={t("call.note")}
        placeholder={t("call.note.hint")}
        aria-describedby="call-count"
        aria-invalid={over}
        readOnly={busy.value}
        defaultValue={call.text}
        onInput={(event) => call.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <div class="composer-foot">
        <span class="composer-keys">{t("call.keys")}</span>
        <span class={classes("composer-count", over && "over")} id="call-count">{countWords(call)}</span>
        <Button kind="primary" disabled={busy.value || !call.isReady} onClick={() => void send()}>
          {t(busy.value ? "call.sending" : "call.send")}
        </Button>
      </div>
    </div>
  );
}

function countWords({ missing, length }: CallDraft): string {
  if (missing) return missing;
  return length ? t("composer.count", { count: length, limit: NOTE_LIMIT }) : "";
}

function Next({ call }: { call: CallDraft }) {
  const soon = (words: string, moment: () => Date) => (
    <Button
      small
      kind="quiet"
      onClick={() => call.setNext(localTime(moment()))}
    >
      {t(words)}
    </Button>
  );
  return (
    <div class="next-try">
      <label for="next-at">{t(call.mayAgree ? "call.next_visit" : "call.next")}</label>
      <input
        type="datetime-local"
        id="next-at"
        min={localTime(new Date(now()))}
        max={localTime(dayAt(call.furthestDays, 23))}
        required={call.needsNext}
        value={call.next}
        onInput={(event) => call.setNext(event.currentTarget.value)}
      />
      {!call.mayAgree && soon("call.next.hour", () => new Date(now() + HOUR_MS))}
      {soon("call.next.tomorrow", () => dayAt(1, 10))}
      {call.mayAgree && soon("call.next.week", () => dayAt(7, 10))}
    </div>
  );
}
