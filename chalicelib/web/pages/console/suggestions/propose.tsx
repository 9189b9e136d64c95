/** Proposing a conversation as a new kind of question. What was typed stays until it is sent. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { ProposalView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import { proposalOf, proposeArticle } from "./asking.ts";
import { ProposalFacts } from "./own.tsx";

const LONGEST_TITLE = 120;
const LONGEST_ANSWER = 8000;

interface Typed {
  title: string;
  answer: string;
}

const kept = new Map<string, Typed>();

export function askToPropose(open: OpenConversation): void {
  openDialog<null>((close) => <Propose open={open} close={() => close(null)} />);
}

/** What the visitor asked first, and what was answered last. */
function beginning({ transcript: { entries } }: OpenConversation): Typed {
  const words = entries.filter(({ kind, text }) => kind === "message" && text.trim());
  const asked = words.find(({ author }) => author.kind === "visitor")?.text ?? "";
  const answered = words.findLast(({ author }) => author.kind === "agent")?.text ?? "";
  return { title: [...asked.split("\n")[0].trim()].slice(0, LONGEST_TITLE).join(""), answer: answered };
}

function Propose({ open, close }: { open: OpenConversation; close: () => void }) {
  const typed = useSignal<Typed>(kept.get(open.id) ?? beginning(open));
  const before = useSignal<ProposalView | null>(null);
  const wrong = useSignal("");
  const busy = useSignal(false);
  useEffect(() => {
    void proposalOf(open.id).then(({ proposal }) => before.value = proposal, () => {});
  }, []);
  const change = (part: Partial<Typed>) => {
    typed.value = { ...typed.peek(), ...part };
    kept.set(open.id, typed.peek());
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    wrong.value = "";
    try {
      const proposal = await proposeArticle({ conversation_id: open.id, ...typed.peek() });
      kept.delete(open.id);
      if (proposal.author.id === open.desk.agentId) {
        say(t("proposing.done"));
        close();
      } else before.value = proposal;
    } catch (problem) {
      const { code, message } = problem as Problem;
      wrong.value = tOf("proposing.refused", code, { code, message });
    } finally {
      busy.value = false;
    }
  };
  if (before.value) {
    return (
      <Dialog title={t("proposing.title")} class="proposing" onClose={close}>
        <p>{t("proposing.before")}</p>
        <ProposalFacts proposal={before.value} />
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
            value={typed.value.title}
            maxLength={LONGEST_TITLE}
            required
            dir="auto"
            onInput={(event) => change({ title: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{t("proposing.answer")}</span>
          <textarea
            rows={8}
            value={typed.value.answer}
            maxLength={LONGEST_ANSWER}
            required
            dir="auto"
            onInput={(event) => change({ answer: event.currentTarget.value })}
          />
          <small class="field-hint">{t("proposing.masked")}</small>
        </label>
        {wrong.value && <p class="note error" role="alert">{wrong.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value}>{t("proposing.send")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
