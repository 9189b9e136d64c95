/** How the customer rated what is over: score, reasons, comment, and whether it is settled. */
import { useEffect, useMemo } from "preact/hooks";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { ChoiceView, MessageView, SaidView, SurveyView } from "../../desk/operations.ts";
import { ScoreMark } from "../followups/marks.tsx";
import { Fact, Moment } from "./facts.tsx";
import { Written } from "./message-parts.tsx";
import { type Rating, ratingOfConversation, ratingOfMessage } from "./rating.ts";
import type { Transcript } from "./transcript.ts";

/** Shown once the transcript tells of an end and of an invitation to rate. */
export function ConversationRating({ transcript }: { transcript: Transcript }) {
  const isAsked = transcript.state === "closed" && transcript.entries.some(({ kind }) => kind === "survey");
  const rating = useMemo(() => ratingOfConversation(transcript.conversationId), []);
  return isAsked ? <RatingView rating={rating} /> : null;
}

/** The same for a message left, once it is closed after an answer. */
export function MessageRating({ message }: { message: MessageView }) {
  const rating = useMemo(() => ratingOfMessage(message.message_id), []);
  return message.state === "closed" && message.answers.length > 0 ? <RatingView rating={rating} /> : null;
}

function RatingView({ rating }: { rating: Rating }) {
  useEffect(() => rating.start(), []);
  const { survey, failed } = rating;
  if (!survey && !failed) return null;
  return (
    <section class="rating" aria-label={t("card.rating")}>
      <h3>{t("card.rating")}</h3>
      {survey?.answer
        ? <Answer survey={survey} answer={survey.answer} />
        : <p class="rating-word">{t(wordOf(survey))}</p>}
    </section>
  );
}

function wordOf(survey: SurveyView | null): string {
  if (!survey) return "rating.failed";
  return survey.state === "expired" ? "rating.expired" : "rating.unanswered";
}

function Answer({ survey, answer }: { survey: SurveyView; answer: SaidView }) {
  const at = survey.changed_at ?? survey.answered_at;
  return (
    <>
      <dl class="facts">
        <Fact name={t("rating.score")}>
          <ScoreMark score={answer.score} />
        </Fact>
        <Fact name={t("rating.resolved")}>
          {answer.resolved !== null && t(`rating.resolved.${answer.resolved}`)}
        </Fact>
        <Fact name={t("rating.reasons")}>
          {answer.reasons.length > 0 &&
            answer.reasons.map((id) => <span key={id} class="fact-line">{choiceWords(survey.reasons, id)}</span>)}
        </Fact>
        {Object.entries(answer.answers).map(([id, given]) => <Given key={id} survey={survey} id={id} given={given} />)}
        <Fact name={t("rating.at")}>{at && <Moment at={at} />}</Fact>
      </dl>
      {answer.comment && (
        <blockquote aria-label={t("rating.comment")} dir="auto">
          <Written
            message={{ text: answer.comment, masked: survey.masked, as_written: survey.as_written?.comment ?? null }}
          />
        </blockquote>
      )}
    </>
  );
}

/** What was answered to one of the plan's own questions. */
function Given({ survey, id, given }: { survey: SurveyView; id: string; given: unknown }) {
  const question = survey.questions.find(({ question_id }) => question_id === id);
  const name = question ? inOurLanguage(question.texts) ?? id : id;
  return (
    <Fact name={name}>{question?.kind === "choice" ? choiceWords(question.choices, String(given)) : `${given}`}</Fact>
  );
}

const choiceWords = (choices: readonly ChoiceView[], id: string): string =>
  inOurLanguage(choices.find(({ choice_id }) => choice_id === id)?.texts) ?? id;
