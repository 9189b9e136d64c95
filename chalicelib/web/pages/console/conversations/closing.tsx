/** The question before a conversation is closed: what it was about. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { categoryOf, LONGEST_CATEGORY, suggestedCategories } from "./category.ts";
import type { OpenConversation } from "./open.ts";

/** Asks, and closes it in a moment. */
export async function askToClose(open: OpenConversation, leaving?: AbortSignal): Promise<void> {
  const { desk, id } = open;
  const unsent = desk.outbox.of(id).length;
  const category = { written: "" };
  const sure = await confirmed({
    title: t("close.title"),
    paragraphs: [t("close.body"), ...(unsent ? [t("close.unsent", { count: unsent })] : [])],
    confirm: t("close.confirm"),
    more: <Category onWritten={(words) => category.written = words} />,
  }, leaving);
  if (sure) desk.closeSoon(id, categoryOf(category.written));
}

/** Closes it in a moment and goes on to the next; asks only where replies would be lost. */
export async function closeAndGoOn(open: OpenConversation): Promise<void> {
  const { desk, id } = open;
  if (desk.outbox.of(id).length) await askToClose(open);
  else desk.closeSoon(id);
  if (desk.closings.has(id)) desk.goOn();
}

function Category({ onWritten }: { onWritten: (words: string) => void }) {
  const suggested = useSignal(suggestedCategories());
  return (
    <label class="field">
      <span>{t("close.category")}</span>
      <input
        list="categories"
        maxLength={LONGEST_CATEGORY}
        autocomplete="off"
        dir="auto"
        onInput={(event) => onWritten(event.currentTarget.value)}
      />
      <datalist id="categories">{suggested.value.map((each) => <option key={each} value={each} />)}</datalist>
      <small class="field-hint">{t("close.category.hint")}</small>
    </label>
  );
}
