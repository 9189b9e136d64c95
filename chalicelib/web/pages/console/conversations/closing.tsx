/** The question before a conversation is closed: what it was about, and what is to be kept of it. */
import { useSignal } from "@preact/signals";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Filing } from "./categories.ts";
import type { Choice } from "./categories.ts";
import { propose } from "../suggestions/late.ts";
import { CategoryField } from "./category.tsx";
import type { OpenConversation } from "./open.ts";
import { RecordFields, type RecordParts } from "./record.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-record.ts"),
  en: () => import("../../words/en/console-record.ts"),
};

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

interface Kept {
  choice: Choice | null;
  record: RecordParts;
}

/** What was said of conversations whose closing was undone, or not yet asked for. */
const kept = new Map<string, Kept>();

/** What it is filed as; null: it is not to be closed. */
export const askHow = (open: OpenConversation): Promise<Filing | null> =>
  openDialog<Filing>((close) => <Closing open={open} close={close} />);

function Closing({ open, close }: { open: OpenConversation; close: (filing: Filing | null) => void }) {
  const { desk, id } = open;
  const before = kept.get(id);
  const choice = useSignal<Choice | null>(before?.choice ?? null);
  const record = useSignal<RecordParts>(before?.record ?? {});
  const wrong = useSignal("");
  const proposes = useSignal(false);
  const unsent = desk.outbox.of(id).length;
  const needed = Boolean(open.conversation?.needs_category);
  const keep = () => kept.set(id, { choice: choice.peek(), record: record.peek() });
  const leave = () => {
    keep();
    close(null);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    keep();
    if (needed && !choice.value) {
      wrong.value = t("close.category.missing");
      return;
    }
    if (choice.value) desk.categories.use(choice.value.id);
    const said = Object.values(record.value).some((words) => words.trim());
    close({ ...choice.value && { category_id: choice.value.id }, ...said && { record: record.value } });
    if (proposes.value) void propose(open);
  };
  return (
    <Dialog title={t("close.title")} class="closing" onClose={leave}>
      <form onSubmit={submit}>
        <p>{t("close.body")}</p>
        {unsent > 0 && <p>{t("close.unsent", { count: unsent })}</p>}
        <CategoryField
          categories={desk.categories}
          chosen={choice.value}
          choose={(chosen) => [choice.value, wrong.value] = [chosen, ""]}
          needed={needed}
        />
        {wrong.value && <p class="note error" role="alert">{wrong.value}</p>}
        <details open={Object.values(record.value).some(Boolean)}>
          <summary>{t("record.title")}</summary>
          <RecordFields parts={record.value} change={(parts) => record.value = parts} />
        </details>
        <label class="closing-propose">
          <input
            type="checkbox"
            checked={proposes.value}
            onChange={(event) => proposes.value = event.currentTarget.checked}
          />
          <span>{t("record.propose")}</span>
        </label>
        <div class="dialog-buttons">
          <Button onClick={leave}>{t("cancel")}</Button>
          <Button submits kind="danger" autofocus={!needed}>{t("close.confirm")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
