/** An attempt: answered while it runs, judged by who leads, shown with its marks once it is over. */
import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import { agentName, dayAndTime, duration } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { QuizAttemptView, QuizQuestionView } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Button, classes, IconButton } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { attemptOf } from "./models.ts";
import { Judging } from "./judging.tsx";
import { ToOwn } from "./page.tsx";
import { Again } from "./parts.tsx";
import { placeOfTraining } from "./place.ts";
import { inOrder, moved, Sitting } from "./sitting.ts";

export function AttemptPage({ id }: { id: string }) {
  const desk = useDesk();
  const held = useMemo(() => attemptOf(id), [id]);
  const sitting = useMemo(() => new Sitting(id, () => void 0), [id]);
  useEffect(() => void held.look().then(() => held.value && sitting.take(held.value)), [held]);
  const attempt = sitting.attempt ?? held.value;
  useEffect(() => sitting.watch(), [sitting, attempt?.state]);
  const isOwn = attempt?.agent.id === desk.agentId;
  return (
    <WorkPage
      label={attempt?.title ?? t("training.quiz")}
      contentLabel={attempt?.title ?? t("training.quiz")}
      class="training-page"
      title={<h2 dir="auto">{attempt?.title ?? t("training.quiz")}</h2>}
      moves={<ToOwn />}
      word={null}
      foot={null}
    >
      <Again held={held} />
      {attempt && (attempt.state === "running" && isOwn
        ? <Running sitting={sitting} attempt={attempt} />
        : <Over attempt={attempt} judged={sitting.take} />)}
    </WorkPage>
  );
}

function Running({ sitting, attempt }: { sitting: Sitting; attempt: QuizAttemptView }) {
  const handIn = async () => {
    const isSure = await confirmed({
      title: t("training.submit"),
      paragraphs: [t("training.submit.about", { open: openOf(sitting, attempt) })],
      confirm: t("training.submit"),
      danger: false,
    });
    if (isSure) await sitting.submit();
  };
  return (
    <>
      <Left sitting={sitting} />
      <ol class="training-questions">
        {attempt.questions.map((each, at) => (
          <li key={each.question_id}>
            <Question sitting={sitting} question={each} number={at + 1} />
          </li>
        ))}
      </ol>
      <p class="training-facts" role="status">
        {t(sitting.unsaved.size ? "training.saving" : "training.saved")}
      </p>
      <Button kind="primary" disabled={sitting.busy} onClick={() => void handIn()}>{t("training.submit")}</Button>
    </>
  );
}

/** How many have no answer yet. */
const openOf = (sitting: Sitting, { questions }: QuizAttemptView): number =>
  questions.filter((each) => {
    const { chosen, text } = sitting.given(each);
    return !chosen.length && !text.trim() && !each.typed;
  }).length;

function Left({ sitting }: { sitting: Sitting }) {
  const left = sitting.left(ticked());
  return (
    <p class={classes("training-left", left < 60 && "short")} role="timer">
      {t("training.left", { time: duration(left * 1000) })}
    </p>
  );
}

interface QuestionProps {
  sitting: Sitting;
  question: QuizQuestionView;
  number: number;
}

function Question({ sitting, question, number }: QuestionProps) {
  const { kind, text, weight } = question;
  const legend = (
    <>
      <span class="training-number">{number}.</span> <span dir="auto">{text}</span>{" "}
      <span class="training-facts">{t("training.question.of", { kind: t(`training.kind.${kind}`), weight })}</span>
    </>
  );
  if (kind === "typing") {
    return (
      <fieldset class="training-question">
        <legend>{legend}</legend>
        <Typing sitting={sitting} question={question} />
      </fieldset>
    );
  }
  return (
    <fieldset class="training-question">
      <legend>{legend}</legend>
      {kind === "text" && <Words sitting={sitting} question={question} />}
      {kind === "ordering" && <Ordering sitting={sitting} question={question} />}
      {(kind === "single" || kind === "multiple") && <Choices sitting={sitting} question={question} />}
    </fieldset>
  );
}

type Props = Omit<QuestionProps, "number">;

function Choices({ sitting, question }: Props) {
  const { kind, options, question_id: name } = question;
  const { chosen } = sitting.given(question);
  const choose = (id: string, on: boolean) => {
    const others = kind === "single" ? [] : chosen.filter((each) => each !== id);
    sitting.give(question, { chosen: on ? [...others, id] : others });
  };
  return (
    <>
      {options.map(({ option_id: id, text }) => (
        <label key={id} class="training-option">
          <input
            type={kind === "single" ? "radio" : "checkbox"}
            name={name}
            checked={chosen.includes(id)}
            onChange={(event) => choose(id, event.currentTarget.checked)}
          />
          <span dir="auto">{text}</span>
        </label>
      ))}
    </>
  );
}

function Ordering({ sitting, question }: Props) {
  const ids = inOrder(question, sitting.given(question).chosen);
  const textOf = (id: string) => question.options.find(({ option_id: each }) => each === id)?.text ?? "";
  return (
    <ol class="training-order-list">
      {ids.map((id) => (
        <li key={id}>
          <span dir="auto">{textOf(id)}</span>
          <IconButton
            icon="up"
            label={t("training.up", { what: textOf(id) })}
            onClick={() => sitting.give(question, { chosen: moved(ids, id, -1) })}
          />
          <IconButton
            icon="down"
            label={t("training.down", { what: textOf(id) })}
            onClick={() => sitting.give(question, { chosen: moved(ids, id, 1) })}
          />
        </li>
      ))}
    </ol>
  );
}

function Words({ sitting, question }: Props) {
  return (
    <textarea
      rows={5}
      maxLength={3000}
      dir="auto"
      aria-label={t("training.answer")}
      value={sitting.given(question).text}
      onInput={(event) => sitting.give(question, { text: event.currentTarget.value })}
    />
  );
}

function Typing({ sitting, question }: Props) {
  const { question_id: id, passage, begun_at: begun, typed, unit, goal, least_accuracy: least } = question;
  const text = useSignal("");
  const hint = useId();
  if (typed) {
    return <p>{t(`training.typed.${unit}`, { speed: typed.speed, accuracy: typed.accuracy })}</p>;
  }
  if (!begun) {
    return (
      <>
        <p class="training-facts">{t(`training.typing.about.${unit}`, { goal, least })}</p>
        <Button disabled={sitting.busy} onClick={() => void sitting.beginTyping(id)}>
          {t("training.typing.begin")}
        </Button>
      </>
    );
  }
  return (
    <>
      <blockquote class="training-passage" id={hint} dir="auto">{passage}</blockquote>
      <textarea
        rows={5}
        aria-label={t("training.typing")}
        aria-describedby={hint}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        value={text.value}
        onPaste={(event) => event.preventDefault()}
        onDrop={(event) => event.preventDefault()}
        onInput={(event) => {
          sitting.pressed(id);
          text.value = event.currentTarget.value;
        }}
      />
      <p class="training-facts">{t("training.typing.once")}</p>
      <Button
        kind="primary"
        disabled={sitting.busy || !text.value.trim()}
        onClick={() => void sitting.endTyping(id, text.value)}
      >
        {t("training.typing.end")}
      </Button>
    </>
  );
}

/** What came of it; and what is to be judged, for who may. */
function Over({ attempt, judged }: { attempt: QuizAttemptView; judged: (after: QuizAttemptView) => void }) {
  const { selection } = useDesk();
  const { agent, state, score, pass_mark: mark, ended_at: ended, late, certificate_id: certificate } = attempt;
  return (
    <>
      <p class="training-outcome" role="status">
        <bdi>{agentName(agent)}</bdi> · <b>{t(`training.state.${state}`)}</b>
        {score !== null && ` · ${t("training.outcome", { score, mark })}`}
        {ended && ` · ${dayAndTime(ended)}`}
        {late && ` · ${t("training.late")}`}
      </p>
      {certificate && (
        <Button
          icon="check"
          onClick={() => selection.choose(placeOfTraining("certificate", certificate))}
        >
          {t("training.certificate.see")}
        </Button>
      )}
      {attempt.may_judge && <Judging attempt={attempt} judged={judged} />}
      <ol class="training-questions">
        {attempt.questions.map((each, at) => (
          <li key={each.question_id}>
            <Answered question={each} number={at + 1} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Answered({ question, number }: { question: QuizQuestionView; number: number }) {
  const { text, options, chosen, answer, typed, right, note, mark, unit } = question;
  const wordsOf = (ids: readonly string[]) =>
    ids.map((id) => options.find(({ option_id: each }) => each === id)?.text ?? "").join(t("training.comma"));
  const given = options.length ? wordsOf(chosen) : answer;
  return (
    <section class="training-question" aria-label={t("training.question.number", { number })}>
      <p>
        <span class="training-number">{number}.</span> <span dir="auto">{text}</span>{" "}
        {mark && <b>{t("training.mark", { percent: mark.percent })}</b>}
      </p>
      {typed
        ? <p>{t(`training.typed.${unit}`, { speed: typed.speed, accuracy: typed.accuracy })}</p>
        : <p class="training-given" dir="auto">{given || t("training.no_answer")}</p>}
      {right && right.length > 0 && (
        <p class="training-right" dir="auto">{t("training.right", { right: wordsOf(right) })}</p>
      )}
      {note && <p class="training-facts" dir="auto">{note}</p>}
      {mark?.comment && <p dir="auto">{t("training.comment", { by: agentName(mark.by), comment: mark.comment })}</p>}
    </section>
  );
}
