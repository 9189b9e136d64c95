/** Points for answers in words, given by who leads whoever answered. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { QuizAttemptView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { wordsOf } from "./held.ts";
import { judge } from "./models.ts";

interface Points {
  points: string;
  comment: string;
}

interface JudgingProps {
  attempt: QuizAttemptView;
  judged: (after: QuizAttemptView) => void;
}

export function Judging({ attempt, judged }: JudgingProps) {
  const given = useSignal<Record<string, Points>>({});
  const trouble = useSignal("");
  const busy = useSignal(false);
  const give = useMemo(() => judge(attempt.attempt_id), []);
  const waiting = attempt.questions.filter(({ question_id: id }) => attempt.to_judge.includes(id));
  const of = (id: string): Points => given.value[id] ?? { points: "", comment: "" };
  const change = (id: string, changes: Partial<Points>) =>
    given.value = { ...given.value, [id]: { ...of(id), ...changes } };
  const isWhole = waiting.every(({ question_id: id }) => of(id).points.trim() !== "");
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    try {
      const judgements = Object.fromEntries(
        waiting.map(({ question_id: id }) => [id, { points: Number(of(id).points), comment: of(id).comment }]),
      );
      judged(await give(judgements));
      say(t("training.judged"));
    } catch (problem) {
      trouble.value = wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form class="training-judging" onSubmit={send} aria-label={t("training.judge")}>
      <h3>{t("training.judge")}</h3>
      {waiting.map(({ question_id: id, text, answer, note, weight }) => (
        <fieldset key={id} class="training-question">
          <legend dir="auto">{text}</legend>
          <p class="training-given" dir="auto">{answer}</p>
          {note && <p class="training-facts" dir="auto">{t("training.expected", { note })}</p>}
          <label class="field">
            <span>{t("training.points", { weight })}</span>
            <input
              type="number"
              inputMode="numeric"
              min={0}
              max={100}
              required
              value={of(id).points}
              onInput={(event) => change(id, { points: event.currentTarget.value })}
            />
          </label>
          <label class="field">
            <span>{t("training.comment.label")}</span>
            <textarea
              rows={2}
              maxLength={1000}
              dir="auto"
              value={of(id).comment}
              onInput={(event) => change(id, { comment: event.currentTarget.value })}
            />
          </label>
        </fieldset>
      ))}
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <Button submits kind="primary" disabled={busy.value || !isWhole}>{t("training.judge.submit")}</Button>
    </form>
  );
}
