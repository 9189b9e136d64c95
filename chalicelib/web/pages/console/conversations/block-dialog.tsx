/** The question why and for how long a visitor is not let in; fetched when it is asked. */
import { t } from "../../desk/i18n.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import type { OpenConversation } from "./open.ts";

const DAY_MS = 24 * 3600_000;
/** Days; 0: for ever. */
const SPANS: ReadonlyArray<readonly [string, number]> = [["day", 1], ["week", 7], ["ever", 0]];

export async function askToBlock(open: OpenConversation): Promise<void> {
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
