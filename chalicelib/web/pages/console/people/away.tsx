/** What those who are served are told, once and automatically, when they write while their agent is busy or on a break. */
import { useSignal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button, classes } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { isSend } from "../../kit/keys.ts";
import type { Presence } from "./presence.ts";

const LONGEST = 300;

/** Asks for the words; none take them back. It stays until the desk has them. */
export function askReply(presence: Presence): void {
  openDialog<null>((close) => <AwayReply presence={presence} close={() => close(null)} />);
}

/** One line: a line end is a space. */
const oneLine = (words: string): string => words.replaceAll(/\s+/g, " ").trim();

function AwayReply({ presence, close }: { presence: Presence; close: () => void }) {
  const words = useSignal(presence.reply ?? "");
  const refusal = useSignal("");
  const busy = useSignal(false);
  const length = [...oneLine(words.value)].length;
  const over = length > LONGEST;

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    refusal.value = "";
    try {
      await presence.sayWhileAway(oneLine(words.value));
      close();
    } catch (problem) {
      const { code } = problem as Problem;
      refusal.value = tOf("away.failed", code, { code });
    }
    busy.value = false;
  };

  return (
    <Dialog title={t("away.title")} class="choose" onClose={close}>
      <form onSubmit={attempt}>
        <p>{t("away.about")}</p>
        <label class="field">
          <span class="away-label">
            {t("away.words")}
            <span class={classes("choose-count", over && "over")}>
              {length > LONGEST * 0.8 ? `${length} / ${LONGEST}` : ""}
            </span>
          </span>
          <textarea
            rows={3}
            dir="auto"
            autofocus
            defaultValue={words.peek()}
            onInput={(event) => words.value = event.currentTarget.value}
            onKeyDown={(event) => {
              if (!isSend(event)) return;
              event.preventDefault();
              event.currentTarget.form?.requestSubmit();
            }}
          />
        </label>
        {refusal.value && <p class="note error" role="alert">{refusal.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={over || busy.value}>{t("away.submit")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
