/** What is asked before an article goes on: who reviews it, what is to be changed, what is new in it. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { ArticleView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { activeOnes, type Person } from "../parts/people.ts";

const LONGEST = 500;

interface AskProps {
  title: string;
  words: string;
  label: string;
  confirm: string;
  needed: boolean;
  /** What was typed before, and came to nothing. */
  typed: string;
  close: (answer: string | null) => void;
}

function Ask({ title, words, label, confirm, needed, typed, close }: AskProps) {
  const text = useSignal(typed);
  const id = useId();
  return (
    <Dialog title={title} onClose={() => close(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!needed || text.value.trim()) close(text.value.trim());
        }}
      >
        <p>{words}</p>
        <div class="form-field">
          <label for={id}>{label}</label>
          <textarea
            id={id}
            rows={3}
            maxLength={LONGEST}
            dir="auto"
            required={needed}
            value={text.value}
            onInput={(event) => text.value = event.currentTarget.value}
          />
        </div>
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary">{confirm}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is to be changed; null: it was thought better of. */
export const askNote = (typed: string, leaving: AbortSignal): Promise<string | null> =>
  openDialog<string>((close) => (
    <Ask
      title={t("articles.back")}
      words={t("articles.back.words")}
      label={t("articles.back.note")}
      confirm={t("articles.back")}
      needed
      typed={typed}
      close={close}
    />
  ), leaving);

/** What is new; empty: nothing is said of it. */
export const askChanges = (
  article: ArticleView | null,
  typed: string,
  leaving: AbortSignal,
): Promise<string | null> =>
  openDialog<string>((close) => (
    <Ask
      title={t("articles.publish")}
      words={t(article?.plan_keys.length ? "articles.publish.some" : "articles.publish.all")}
      label={t("articles.publish.changes")}
      confirm={t("articles.publish")}
      needed={false}
      typed={typed}
      close={close}
    />
  ), leaving);

/** Who is asked to review it, or nobody in particular. */
export const askReviewer = (people: readonly Person[], article: ArticleView | null, leaving: AbortSignal) =>
  openDialog<{ reviewer_id?: string }>(
    (close) => <Reviewer people={activeOnes([...people])} chosen={article?.reviewer?.id ?? ""} close={close} />,
    leaving,
  );

interface ReviewerProps {
  people: readonly Person[];
  chosen: string;
  close: (answer: { reviewer_id?: string } | null) => void;
}

function Reviewer({ people, chosen, close }: ReviewerProps) {
  const whom = useSignal(chosen);
  const id = useId();
  return (
    <Dialog title={t("articles.review")} onClose={() => close(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close(whom.value ? { reviewer_id: whom.value } : {});
        }}
      >
        <p>{t("articles.review.words")}</p>
        <div class="form-field">
          <label for={id}>{t("articles.reviewer")}</label>
          <select id={id} value={whom.value} onChange={(event) => whom.value = event.currentTarget.value}>
            <option value="">{t("articles.reviewer.any")}</option>
            {people.map((each) => <option key={each.agent_id} value={each.agent_id}>{agentName(each)}</option>)}
          </select>
        </div>
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary">{t("articles.review")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
