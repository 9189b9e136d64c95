/** What is written down of a conversation that is over: its parts, and how the card shows them. */
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import { Button } from "../../kit/button.tsx";
import { Fact } from "./facts.tsx";
import type { OpenConversation } from "./open.ts";

export const PARTS = ["problem", "steps", "result", "next"] as const;
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

/** The dialog is fetched when it is opened first. */
async function editRecord(open: OpenConversation): Promise<void> {
  const late = await fetched(() => import("./record-dialog.tsx"));
  late?.showRecordDialog(open);
}
