/** The question until when a conversation is put aside; fetched when it is asked. */
import { useSignal } from "@preact/signals";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { choicesAt, localInput, type Until } from "./snoozes.ts";

export const askUntil = (): Promise<{ until: Until } | null> =>
  openDialog<{ until: Until }>((close) => (
    <SnoozeDialog
      onChosen={(until) => close({ until })}
      onClose={() => close(null)}
    />
  ));

function SnoozeDialog({ onChosen, onClose }: { onChosen: (until: Until) => void; onClose: () => void }) {
  const now = new Date();
  const choices = choicesAt(now);
  const own = useSignal(localInput(new Date(choices[1].until ?? now)));
  const choose = (event: Event) => {
    event.preventDefault();
    const time = new Date(own.value);
    if (time.getTime() > Date.now()) onChosen(time.toISOString());
  };
  return (
    <Dialog title={t("snooze.title")} onClose={onClose}>
      <p>{t("snooze.body")}</p>
      <div class="snooze-choices">
        {choices.map(({ name, until }) => (
          <Button key={name} wide onClick={() => onChosen(until)}>
            <span>{t(`snooze.${name}`)}</span>
            {until && <small>{dayAndTime(until)}</small>}
          </Button>
        ))}
      </div>
      <form onSubmit={choose}>
        <label class="field">
          <span>{t("snooze.own")}</span>
          <input
            type="datetime-local"
            required
            min={localInput(now)}
            defaultValue={own.value}
            onInput={(event) => own.value = event.currentTarget.value}
          />
        </label>
        <div class="dialog-buttons">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button submits kind="primary">{t("snooze.choose")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
