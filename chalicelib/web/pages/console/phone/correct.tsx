/** What was written down of a call is put right; colleagues see that it was. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Call } from "./asking.ts";
import { putRight } from "./calls.ts";
import { type Direction, DIRECTIONS, lasted, secondsOf } from "./rules.ts";

/** The call as it is then; null: it stays as it is. */
export const correctCall = (call: Call): Promise<Call | null> =>
  openDialog<Call>((close) => <Correct call={call} close={close} />);

function Correct({ call, close }: { call: Call; close: (call: Call | null) => void }) {
  const [busy, trouble] = [useSignal(false), useSignal("")];
  const direction = useSignal<Direction>(call.direction);
  const number = useSignal(call.number);
  const long = useSignal(lasted(call.seconds));
  const notes = useSignal(call.notes);
  const submit = async (event: Event) => {
    event.preventDefault();
    const isMissed = direction.value === "missed";
    const seconds = isMissed ? 0 : secondsOf(long.value);
    if (seconds === null) {
      trouble.value = t("calls.wrong.seconds");
      return;
    }
    [busy.value, trouble.value] = [true, ""];
    // What is not touched stays: a number may be shown here in part.
    const said = {
      ...(direction.value !== call.direction && { direction: direction.value }),
      ...(number.value !== call.number && { number: number.value }),
      ...(seconds !== call.seconds && { seconds }),
      ...(notes.value !== call.notes && { notes: notes.value }),
    };
    const after = await putRight(call, said);
    busy.value = false;
    if (typeof after === "string") trouble.value = after;
    else close(after);
  };
  return (
    <Dialog title={t("calls.correct")} class="call-form" onClose={() => close(null)}>
      <form onSubmit={submit}>
        <div class="dialog-fields">
          <label class="field">
            <span>{t("calls.direction")}</span>
            <select
              value={direction.value}
              onChange={(event) => direction.value = event.currentTarget.value as Direction}
            >
              {DIRECTIONS.map((each) => <option key={each} value={each}>{t(`calls.direction.${each}`)}</option>)}
            </select>
          </label>
          <label class="field">
            <span>{t("calls.number")}</span>
            <input
              type="tel"
              maxLength={40}
              value={number.value}
              onInput={(event) => number.value = event.currentTarget.value}
            />
          </label>
          {direction.value !== "missed" && (
            <label class="field">
              <span>{t("calls.lasted")}</span>
              <input maxLength={9} value={long.value} onInput={(event) => long.value = event.currentTarget.value} />
            </label>
          )}
          <label class="field">
            <span>{t("calls.notes")}</span>
            <textarea
              rows={4}
              maxLength={2000}
              dir="auto"
              value={notes.value}
              onInput={(event) => notes.value = event.currentTarget.value}
            />
          </label>
          <p class="field-hint">{t("calls.correct.hint")}</p>
        </div>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value}>{t("calls.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
