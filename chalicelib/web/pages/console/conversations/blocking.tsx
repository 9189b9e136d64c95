/** Not letting a visitor in any more, and letting them in again: in the card. */
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import type { VisitorView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import type { OpenConversation } from "./open.ts";

const ask = (open: OpenConversation) =>
  fetched(() => import("./block-dialog.tsx")).then((late) => late?.askToBlock(open));

export function Blocking({ open, visitor }: { open: OpenConversation; visitor: VisitorView }) {
  const { block } = visitor;
  const isOver = block?.until && new Date(block.until).getTime() < Date.now();
  if (!block || isOver) {
    return (
      <Button small wide class="block-button" icon="lock" onClick={() => void ask(open)}>
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
