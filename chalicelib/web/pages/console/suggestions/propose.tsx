/** Proposing a conversation as a new kind of question. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import { LONGEST_ANSWER, LONGEST_TITLE, Proposing } from "./models.ts";
import { ProposalFacts } from "./own.tsx";

export function askToPropose(open: OpenConversation): void {
  openDialog<null>((close) => <Propose open={open} close={() => close(null)} />);
}

function Propose({ open, close }: { open: OpenConversation; close: () => void }) {
  const proposing = useMemo(() => new Proposing(open), []);
  const { typed, before, wrong, busy } = proposing;
  useEffect(() => void proposing.look(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    if (await proposing.send()) close();
  };
  if (before) {
    return (
      <Dialog title={t("proposing.title")} class="proposing" onClose={close}>
        <p>{t("proposing.before")}</p>
        <ProposalFacts proposal={before} />
        <div class="dialog-buttons">
          <Button onClick={close}>{t("close")}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("proposing.title")} class="proposing" onClose={close}>
      <form onSubmit={(event) => void send(event)}>
        <p>{t("proposing.lead")}</p>
        <label class="field">
          <span>{t("proposing.question")}</span>
          <input
            value={typed.title}
            maxLength={LONGEST_TITLE}
            required
            dir="auto"
            onInput={(event) => proposing.change({ title: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{t("proposing.answer")}</span>
          <textarea
            rows={8}
            value={typed.answer}
            maxLength={LONGEST_ANSWER}
            required
            dir="auto"
            onInput={(event) => proposing.change({ answer: event.currentTarget.value })}
          />
          <small class="field-hint">{t("proposing.masked")}</small>
        </label>
        {wrong && <p class="note error" role="alert">{wrong}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy}>{t("proposing.send")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
