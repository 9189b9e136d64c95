/** Not letting a visitor in any more, and letting them in again: in the card. */
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { VisitorView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import type { OpenConversation } from "./open.ts";

const DAY_MS = 24 * 3600_000;
/** Days; 0: for ever. */
const SPANS: ReadonlyArray<readonly [string, number]> = [["day", 1], ["week", 7], ["ever", 0]];

export function Blocking({ open, visitor }: { open: OpenConversation; visitor: VisitorView }) {
  const { block } = visitor;
  const isOver = block?.until && new Date(block.until).getTime() < Date.now();
  if (!block || isOver) {
    return (
      <Button small wide class="block-button" icon="lock" onClick={() => void askToBlock(open)}>
        {t("block.open")}
      </Button>
    );
  }
  return (
    <div class="blocked">
      <p>
        {t("block.since", { by: `\u2068${block.by}\u2069`, reason: `\u2068${block.reason}\u2069` })}{" "}
        {block.until && t("block.until", { time: dayAndTime(block.until) })}
      </p>
      <Button small wide onClick={() => void open.block(null)}>{t("block.lift")}</Button>
    </div>
  );
}

async function askToBlock(open: OpenConversation): Promise<void> {
  const wanted = { reason: "", days: 0 };
  const isSure = await confirmed({
    title: t("block.title"),
    paragraphs: [t("block.body")],
    confirm: t("block.confirm"),
    more: <Question onReason={(reason) => wanted.reason = reason} onDays={(days) => wanted.days = days} />,
  });
  if (!isSure) return;
  const until = wanted.days ? new Date(Date.now() + wanted.days * DAY_MS).toISOString() : null;
  await open.block({ reason: wanted.reason.trim(), until });
}

function Question({ onReason, onDays }: { onReason: (reason: string) => void; onDays: (days: number) => void }) {
  return (
    <>
      <label class="field">
        <span>{t("block.reason")}</span>
        <input
          required
          maxLength={200}
          dir="auto"
          autocomplete="off"
          onInput={(event) => onReason(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t("block.for")}</span>
        <select onChange={(event) => onDays(Number(event.currentTarget.value))}>
          {SPANS.map(([name, days]) => <option key={name} value={days} selected={!days}>{t(`block.${name}`)}</option>)}
        </select>
      </label>
    </>
  );
}
