/** Where a conversation that is over is filed and what is written down of it, changed. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Choice } from "./categories.ts";
import { CategoryField } from "./category.tsx";
import type { OpenConversation } from "./open.ts";
import { PARTS, RecordFields, type RecordParts } from "./record.tsx";

export function showRecordDialog(open: OpenConversation): void {
  openDialog<null>((close) => <RecordDialog open={open} close={() => close(null)} />);
}

function RecordDialog({ open, close }: { open: OpenConversation; close: () => void }) {
  const conversation = open.conversation!;
  // What a colleague writes meanwhile changes nothing of what is being written, and is not overwritten unseen.
  const { version, ...before } = useRef(conversation.record!).current;
  const parts = useSignal<RecordParts>(before);
  const { category_id: filed } = conversation;
  const label = open.desk.categories.nameOf(filed, conversation.category);
  const choice = useSignal<Choice | null>(filed && label ? { id: filed, label } : null);
  const wrong = useSignal("");
  const isSaving = useSignal(false);
  const save = async (event: Event) => {
    event.preventDefault();
    isSaving.value = true;
    const changed = PARTS.filter((name) => parts.value[name] !== before[name]);
    const said = Object.fromEntries(changed.map((name) => [name, parts.value[name]]));
    const categoryId = choice.value && choice.value.id !== filed ? choice.value.id : null;
    try {
      await open.wrapUp(changed.length ? { ...said, version } : null, categoryId);
      close();
    } catch (problem) {
      const { code, message } = problem as Problem;
      wrong.value = tOf("record.refused", code, { code, message });
    }
    isSaving.value = false;
  };
  return (
    <Dialog title={t("record.title")} class="closing" onClose={close}>
      <form onSubmit={(event) => void save(event)}>
        <CategoryField
          categories={open.desk.categories}
          chosen={choice.value}
          choose={(chosen) => choice.value = chosen}
          needed={false}
        />
        <RecordFields parts={parts.value} change={(changed) => parts.value = changed} />
        {wrong.value && <p class="note error" role="alert">{wrong.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={isSaving.value}>{t("record.save")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
