/** The small parts that a list of follow-ups and a follow-up itself share. */
import { fullTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { FollowUpView } from "../../desk/operations.ts";
import { classes } from "../../kit/button.tsx";
import { dueWords } from "./due.ts";
import { isLate } from "./followups.ts";

export function KindChip({ kind }: Pick<FollowUpView, "kind">) {
  return <span class={`chip kind-${kind}`}>{t(`kind.${kind}`)}</span>;
}

export function ScoreMark({ score }: { score: number | null }) {
  if (score === null) return null;
  return (
    <span class="score">
      <span aria-hidden="true">
        {"★".repeat(score)}
        <i>{"★".repeat(5 - score)}</i>
      </span>
      <span class="unseen">{t("followup.score", { score })}</span>
    </span>
  );
}

/** Why the score was low, as far as the customer ticked it. */
export const reasonWords = ({ reasons }: FollowUpView): string =>
  reasons.map(inOurLanguage).join(t("followup.reasons.between"));

/** When it is due, or when it was done. */
export function DueMark({ followUp }: { followUp: FollowUpView }) {
  const { state, outcome, kept, due_at: dueAt } = followUp;
  if (state === "done") return <span>{t(`outcome.${kept === false ? "broken" : outcome}`)}</span>;
  return <span class={classes("due", isLate(followUp) && "late")} title={fullTime(dueAt)}>{dueWords(dueAt)}</span>;
}
