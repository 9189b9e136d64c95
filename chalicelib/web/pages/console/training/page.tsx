/** The middle pane: one's own training, a course, an attempt, a certificate, and what leaders see to. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type {
  AttemptLineView,
  CertificateView,
  CourseLineView,
  MyTrainingView,
  TrainingOrderView,
} from "../../desk/operations.ts";
import { LinkButton } from "../../kit/button.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { CertificatePage } from "./certificate.tsx";
import { CoursePage } from "./course.tsx";
import { OwnTraining } from "./models.ts";
import { Leading } from "./leading.tsx";
import { OrderChip } from "./lines.tsx";
import { leadsTraining, placeOfTraining, type TrainingPlace } from "./place.ts";
import { Again, State } from "./parts.tsx";
import { AttemptPage } from "./quiz.tsx";

const PANEL = "training";

export function TrainingPage({ view, id }: TrainingPlace) {
  if (view === "course") return <CoursePage id={id} />;
  if (view === "attempt") return <AttemptPage id={id} />;
  if (view === "certificate") return <CertificatePage id={id} />;
  return <Lists view={view} />;
}

function Lists({ view }: { view: "own" | "lead" }) {
  const desk = useDesk();
  const leads = leadsTraining(desk.session);
  const shown = leads ? view : "own";
  return (
    <WorkPage
      label={t("training.title")}
      contentLabel={t(`training.view.${shown}`)}
      class="training-page"
      title={<h2>{t("training.title")}</h2>}
      moves={null}
      word={null}
      foot={null}
    >
      {leads && (
        <Tabs
          tabs={(["own", "lead"] as const).map((name) => ({ name, label: t(`training.view.${name}`) }))}
          chosen={shown}
          label={t("training.title")}
          panel={PANEL}
          onChoose={(name) => desk.selection.choose(placeOfTraining(name))}
        />
      )}
      <div
        id={PANEL}
        role={leads ? "tabpanel" : undefined}
        aria-labelledby={leads ? tabId(PANEL, shown) : undefined}
      >
        {shown === "lead" ? <Leading /> : <Own />}
      </div>
    </WorkPage>
  );
}

function Own() {
  const own = useMemo(() => new OwnTraining(), []);
  useEffect(own.start, [own]);
  const { mine, courses, attempts } = own;
  return (
    <>
      <Again held={mine} />
      {mine.value && <Needed mine={mine.value} />}
      <section class="training-part" aria-labelledby="training-courses">
        <h3 id="training-courses">{t("training.courses")}</h3>
        <Again held={courses} />
        {courses.value && (
          <ul class="training-list">
            {courses.value.map((each) => <CourseLine key={each.course_id} course={each} />)}
          </ul>
        )}
        {courses.value?.length === 0 && <p class="quiet">{t("training.courses.none")}</p>}
      </section>
      {mine.value && mine.value.certificates.length > 0 && <Certificates certificates={mine.value.certificates} />}
      <section class="training-part" aria-labelledby="training-attempts">
        <h3 id="training-attempts">{t("training.attempts")}</h3>
        <ul class="training-list">
          {attempts.items.map((each) => (
            <li key={each.attempt_id}>
              <AttemptLine attempt={each} />
            </li>
          ))}
        </ul>
        <State list={attempts} none={t("training.attempts.none")} />
      </section>
    </>
  );
}

/** What one still needs, and until when. */
function Needed({ mine }: { mine: MyTrainingView }) {
  const { needs, orders, barred: isBarred, granted_until: granted, granted_by: by } = mine;
  const lacking = needs.filter(({ lacks_from: from }) => from !== null);
  return (
    <section class="training-part" aria-labelledby="training-needs">
      <h3 id="training-needs">{t("training.needs")}</h3>
      {isBarred && <p class="note warning" role="status">{t("training.barred.about")}</p>}
      {granted && <p class="note info">{t("training.granted", { at: dayAndTime(granted), by: by ?? "" })}</p>}
      {!lacking.length && !orders.length && <p class="quiet">{t("training.needs.none")}</p>}
      <ul class="training-list">
        {lacking.map(({ course, group_id: group, lacks, lacks_from: from, until }) => (
          <li key={`${group}/${course.course_id}`} class="training-line">
            <OpenCourse id={course.course_id} title={course.title} />
            <span class={`chip ${lacks ? "training-bad" : "training-warn"}`}>
              {t(lacks ? "training.need.lacks" : until ? "training.need.ends" : "training.need.from", {
                at: dayAndTime(from!),
              })}
            </span>
          </li>
        ))}
        {orders.map((each) => (
          <li key={each.order_id}>
            <OrderLine order={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OpenCourse({ id, title }: { id: string; title: string }) {
  const { selection } = useDesk();
  return (
    <LinkButton onClick={() => selection.choose(placeOfTraining("course", id), { step: true })}>
      <bdi>{title}</bdi>
    </LinkButton>
  );
}

export function OrderLine({ order, whose = false }: { order: TrainingOrderView; whose?: boolean }) {
  const { agent, author, title, course_id: id, reason, due_on: due, state, late } = order;
  return (
    <div class="training-order">
      <p class="training-line">
        {whose && <bdi class="training-who">{agentName(agent)}</bdi>}
        <OpenCourse id={id} title={title} />
        <OrderChip {...{ state, late, due }} />
      </p>
      <p class="training-facts" dir="auto">{t("training.order.why", { by: agentName(author), reason })}</p>
    </div>
  );
}

function CourseLine({ course }: { course: CourseLineView }) {
  const { course_id: id, title, summary, lessons, questions } = course;
  return (
    <li>
      <p class="training-line">
        <OpenCourse id={id} title={title} />
        <span class="training-facts">
          {t(questions ? "training.course.of" : "training.course.lessons", { lessons, questions })}
        </span>
      </p>
      {summary && <p class="training-facts" dir="auto">{summary}</p>}
    </li>
  );
}

function Certificates({ certificates }: { certificates: CertificateView[] }) {
  return (
    <section class="training-part" aria-labelledby="training-certificates">
      <h3 id="training-certificates">{t("training.certificates")}</h3>
      <ul class="training-list">
        {certificates.map((each) => (
          <li key={each.certificate_id}>
            <CertificateLine certificate={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function CertificateLine({ certificate, whose = false }: { certificate: CertificateView; whose?: boolean }) {
  const { selection } = useDesk();
  const { certificate_id: id, agent, title, counts, expires_at: ends, revoked } = certificate;
  const word = revoked ? "revoked" : !counts ? "ended" : ends ? "until" : "forever";
  return (
    <p class="training-line">
      {whose && <bdi class="training-who">{agentName(agent)}</bdi>}
      <LinkButton onClick={() => selection.choose(placeOfTraining("certificate", id), { step: true })}>
        <bdi>{title}</bdi>
      </LinkButton>
      <span class={`chip ${counts ? "training-good" : "training-bad"}`}>
        {t(`training.certificate.${word}`, { at: ends ? dayAndTime(ends) : "" })}
      </span>
    </p>
  );
}

export function AttemptLine({ attempt, whose = false }: { attempt: AttemptLineView; whose?: boolean }) {
  const { selection } = useDesk();
  const { attempt_id: id, agent, title, state, score, started_at: at } = attempt;
  const tone = state === "passed" ? "training-good" : state === "failed" ? "training-bad" : "training-warn";
  return (
    <p class="training-line">
      {whose && <bdi class="training-who">{agentName(agent)}</bdi>}
      <LinkButton onClick={() => selection.choose(placeOfTraining("attempt", id), { step: true })}>
        <bdi>{title}</bdi>
      </LinkButton>
      <span class={`chip ${tone}`}>{t(`training.state.${state}`)}</span>
      {score !== null && <b>{t("training.score", { score })}</b>}
      <span class="training-facts">{dayAndTime(at)}</span>
    </p>
  );
}

export function ToOwn() {
  const { selection } = useDesk();
  return (
    <div class="moves">
      <WithWords
        icon="back"
        words={t("training.to_own")}
        onClick={() => selection.choose(placeOfTraining("own"))}
      />
    </div>
  );
}
