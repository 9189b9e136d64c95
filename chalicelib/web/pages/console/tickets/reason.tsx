/** Why a ticket is late and how that is made good: asked of whoever owes it in the bar above all else, of others here. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { dueWords } from "../followups/due.ts";
import { RequestDraft } from "../request-draft.ts";
import { typed, WordsField } from "./form-dialog.tsx";
import { LONGEST, reasonOwed, type Ticket } from "./rules.ts";
import type { OpenTicket } from "./work.ts";

interface Values {
  reason: string;
  plan: string;
}

/** On the page of a ticket, for who may say it in its owner's place. */
export function ReasonForm({ open, ticket }: { open: OpenTicket; ticket: Ticket }) {
  const owed = reasonOwed(ticket);
  const { agentId, session } = open.desk;
  const isTheirs = [ticket.owner.id, ticket.handler.id].includes(agentId);
  if (!owed || open.isAskedAbove || !(isTheirs || session.can("tickets.manage"))) return null;
  return <Explanation open={open} due={owed.due_at} />;
}

interface ExplanationProps {
  open: OpenTicket;
  /** By when it is owed; null: at once. */
  due: string | null;
  given?: () => void;
}

export function Explanation({ open, due, given }: ExplanationProps) {
  const draft = useMemo(() => new RequestDraft<Values>(`late.${open.desk.agentId}.${open.id}`), []);
  const busy = useSignal(false);
  const trouble = useSignal("");

  const written = (form: HTMLFormElement): Values => ({ reason: typed(form, "reason"), plan: typed(form, "plan") });
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    trouble.value = "";
    const refused = await open.explain(draft.request(written(event.currentTarget as HTMLFormElement)));
    busy.value = false;
    if (refused) {
      trouble.value = refused.words;
      return;
    }
    draft.forget();
    given?.();
  };

  return (
    <form
      class="ticket-reason"
      aria-label={t("ticket.reason.title")}
      onSubmit={attempt}
      onInput={(event) => draft.keep(written(event.currentTarget))}
    >
      <h3>{t("ticket.reason.title")}</h3>
      <p>{due ? t("ticket.reason.due", { due: dueWords(due) }) : t("ticket.reason.about")}</p>
      <WordsField
        name="reason"
        label={t("ticket.reason.why")}
        rows={2}
        limit={LONGEST.reason}
        required
        value={draft.get("reason", "")}
      />
      <WordsField
        name="plan"
        label={t("ticket.reason.plan")}
        rows={2}
        limit={LONGEST.reason}
        required
        value={draft.get("plan", "")}
      />
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <Button submits kind="primary" disabled={busy.value}>{t("ticket.reason.send")}</Button>
    </form>
  );
}
