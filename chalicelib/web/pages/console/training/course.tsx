/** A course: its lessons one after the other, and the way to its quiz. */
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime, duration } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { CourseView, LessonView } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Button, classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Reading } from "./models.ts";
import { CertificateLine, ToOwn } from "./page.tsx";
import { Again } from "./parts.tsx";

export function CoursePage({ id }: { id: string }) {
  const desk = useDesk();
  const reading = useMemo(() => new Reading(desk, id), [id]);
  useEffect(() => void reading.start(), [reading]);
  const { value: course } = reading.course;
  return (
    <WorkPage
      label={course?.title ?? t("training.title")}
      contentLabel={course?.title ?? t("training.title")}
      class="training-page"
      title={<h2 dir="auto">{course?.title ?? t("training.title")}</h2>}
      moves={<ToOwn />}
      word={null}
      foot={null}
    >
      <Again held={reading.course} />
      {course && (
        <>
          {course.summary && <p dir="auto">{course.summary}</p>}
          {course.certificate && <CertificateLine certificate={course.certificate} />}
          {course.lessons.length > 0 && <Lessons reading={reading} course={course} />}
          {course.quiz && <Quiz reading={reading} course={course} />}
        </>
      )}
    </WorkPage>
  );
}

function Lessons({ reading, course }: { reading: Reading; course: CourseView }) {
  const { lesson, chosen } = reading;
  return (
    <div class="training-lessons">
      <nav aria-label={t("training.lessons")}>
        <ol>
          {course.lessons.map(({ lesson_id: id, title, seen }) => (
            <li key={id}>
              <button
                type="button"
                class={classes("training-lesson", seen && "seen")}
                aria-current={id === chosen ? "true" : undefined}
                onClick={() => reading.open(id)}
              >
                <bdi>{title}</bdi> <span class="training-facts">{seen ? t("training.lesson.seen") : ""}</span>
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <article class="training-text" aria-label={lesson.value?.title ?? t("training.lesson")}>
        <Again held={lesson} />
        {lesson.value && (
          <>
            <LessonText lesson={lesson.value} />
            <Button kind="primary" icon="check" disabled={reading.busy} onClick={() => void reading.seen()}>
              {t("training.lesson.see")}
            </Button>
          </>
        )}
      </article>
    </div>
  );
}

export function LessonText({ lesson }: { lesson: LessonView }) {
  return (
    <>
      <h3 dir="auto">{lesson.title}</h3>
      {/* deno-lint-ignore react-no-danger -- made of Markdown by the desk, which escapes whatever somebody wrote */}
      <div class="training-body" dir="auto" dangerouslySetInnerHTML={{ __html: lesson.html }} />
      {lesson.phrases.length > 0 && (
        <dl class="training-phrases">
          {lesson.phrases.map(({ title, text }, at) => [
            <dt key={`${at}-title`} dir="auto">{title}</dt>,
            <dd key={at} dir="auto">{text}</dd>,
          ])}
        </dl>
      )}
      {lesson.spoken.length > 0 && (
        <ol class="training-spoken">
          {lesson.spoken.map(({ side, text, seconds }, at) => (
            <li key={at} class={side}>
              <b>{t(`training.side.${side}`)}</b>{" "}
              <span class="training-facts">{at > 0 && t("training.later", { time: duration(seconds * 1000) })}</span>
              <p dir="auto">{text}</p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** What the quiz is, and why it cannot be begun now. */
function Quiz({ reading, course }: { reading: Reading; course: CourseView }) {
  const quiz = course.quiz!;
  const unseen = quiz.lessons_first && course.lessons.some(({ seen }) => !seen);
  const noTries = quiz.tries > 0 && course.tried >= quiz.tries;
  const waits = course.next_try !== null && Date.parse(course.next_try) > ticked();
  const why = unseen ? "unseen" : noTries ? "no_tries" : waits ? "waits" : "";
  return (
    <section class="training-part" aria-labelledby="training-quiz">
      <h3 id="training-quiz">{t("training.quiz")}</h3>
      <p>
        {t("training.quiz.about", { questions: quiz.questions, mark: quiz.pass_mark })}{" "}
        {quiz.minutes > 0 && t("training.quiz.minutes", { minutes: quiz.minutes })}{" "}
        {quiz.tries > 0 && t("training.quiz.tries", { left: Math.max(0, quiz.tries - course.tried) })}{" "}
        {quiz.judged && t("training.quiz.judged")}
      </p>
      {course.running_id === null && why && (
        <p class="note info">{t(`training.quiz.${why}`, { at: course.next_try ? dayAndTime(course.next_try) : "" })}</p>
      )}
      <Button
        kind="primary"
        disabled={reading.busy || (course.running_id === null && why !== "")}
        onClick={() => void reading.begin()}
      >
        {t(course.running_id ? "training.quiz.go_on" : "training.quiz.begin")}
      </Button>
    </section>
  );
}
