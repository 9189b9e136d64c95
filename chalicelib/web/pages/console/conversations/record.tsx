/** What is written down of a conversation that is over, and where it is filed: shown in the card, changed by a dialog. */
import { useSignal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Choice } from "./categories.ts";
import { CategoryField } from "./category.tsx";
import { Fact } from "./facts.tsx";
import type { OpenConversation } from "./open.ts";

const PARTS = ["problem", "steps", "result", "next"] as const;
const LONGEST = 500;

export type RecordParts = Partial<Record<typeof PARTS[number], string>>;

interface RecordFieldsProps {
  parts: RecordParts;
  change: (parts: RecordParts) => void;
}

export function RecordFields({ parts, change }: RecordFieldsProps) {
  return (
    <>
      {PARTS.map((name) => (
        <label class="field" key={name}>
          <span>{t(`record.${name}`)}</span>
          <textarea
            rows={2}
            maxLength={LONGEST}
            dir="auto"
            value={parts[name] ?? ""}
            onInput={(event) => change({ ...parts, [name]: event.currentTarget.value })}
          />
        </label>
      ))}
    </>
  );
}

/** Of a conversation that is over. */
export function RecordSection({ open }: { open: OpenConversation }) {
  const { conversation, desk } = open;
  const record = conversation?.record;
  if (conversation?.state !== "closed" || !record) return null;
  const mayChange = desk.answers;
  return (
    <section aria-label={t("record.title")}>
      <h3>{t("record.title")}</h3>
      {record.version === 0 && <p class="card-word">{t("record.none")}</p>}
      <dl class="facts">
        {PARTS.map((name) => <Fact key={name} name={t(`record.${name}`)}>{record[name]}</Fact>)}
      </dl>
      {mayChange && <Button small wide icon="pencil" onClick={() => void editRecord(open)}>{t("record.edit")}</Button>}
    </section>
  );
}

function editRecord(open: OpenConversation): Promise<null> {
  return openDialog<null>((close) => <RecordDialog open={open} close={() => close(null)} />);
}

function RecordDialog({ open, close }: { open: OpenConversation; close: () => void }) {
  const conversation = open.conversation!;
  const { version, ...before } = conversation.record!;
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
