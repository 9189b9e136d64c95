/** Two visitors who are one customer: in the card. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime, tail } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import type { MergeView, VisitorView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { Merged } from "./merging.ts";
import type { OpenConversation } from "./open.ts";

interface MergingProps {
  open: OpenConversation;
  visitor: VisitorView;
}

export function MergingPart({ open, visitor }: MergingProps) {
  const merged = useMemo(() => new Merged(), [visitor.visitor_id]);
  useEffect(() => void merged.read(visitor), [visitor.visitor_id, visitor.merged.join()]);
  const done = (customer: VisitorView | null, words: string) => {
    if (!customer) return;
    open.learnVisitor(customer);
    say(words);
  };
  const ask = async () => {
    const late = await fetched(() => import("./merge-dialog.tsx"));
    done(await late?.askWhoIsTheSame(visitor, open.conversation!.plan_key) ?? null, t("merge.done"));
  };
  const undo = async (merge: MergeView) => done(await merged.undo(visitor.visitor_id, merge), t("merge.undone"));
  return (
    <div class="merging">
      {merged.merges.map((merge) => (
        <p key={merge.merge_id}>
          {t("merge.since", {
            other: `\u2068${merge.other_name ?? t("visitor.unnamed", { tail: tail(merge.other_id) })}\u2069`,
            by: `\u2068${agentName(merge.by)}\u2069`,
            time: dayAndTime(merge.at),
          })}{" "}
          {merged.canUndo(merge) && (
            <Button small icon="undo" onClick={() => void undo(merge)}>{t("merge.undo")}</Button>
          )}
        </p>
      ))}
      {merged.trouble && <p class="note error" role="alert">{merged.trouble}</p>}
      <Button small wide icon="people" onClick={() => void ask()}>{t("merge.open")}</Button>
    </div>
  );
}
