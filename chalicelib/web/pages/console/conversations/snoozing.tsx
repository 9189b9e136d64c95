/** Putting a conversation aside: until when, and what is said while it is. */
import { useSignal } from "@preact/signals";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Conversation } from "./conversations.ts";
import type { OpenConversation } from "./open.ts";
import { choicesAt, localInput, type Until } from "./snoozes.ts";

export async function askToSnooze(open: OpenConversation): Promise<void> {
  const chosen = await openDialog<{ until: Until }>((close) => (
    <SnoozeDialog
      onChosen={(until) => close({ until })}
      onClose={() => close(null)}
    />
  ));
  if (chosen) await open.snooze(chosen.until);
}

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

export const snoozeWords = ({ snoozed_until: until }: Conversation): string =>
  until ? t("snooze.until", { time: dayAndTime(until) }) : t("snooze.until.word");
