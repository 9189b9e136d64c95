/** The parts of a follow-up: who the customer is and how they are reached, what it is about, what to say, the calls so far. */
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { FollowUpView, VisitorView } from "../../desk/operations.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { Email, Fact, Mobile, Moment } from "../conversations/facts.tsx";
import { PlanMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import type { Place } from "../sensitive/show.tsx";
import { placeOf as messagePlace } from "../offline/messages.ts";
import { callsIn, remarksIn } from "./followups.ts";
import { reasonWords } from "./marks.tsx";

export function Customer({ followUp, visitor }: { followUp: FollowUpView; visitor: VisitorView | null }) {
  return (
    <dl class="facts">
      <Contacts
        {...followUp.contacts}
        at={{ operation: "read_follow_up", names: { followup_id: followUp.followup_id } }}
      />
      <Fact name={t("followup.level")}>{visitor?.level && t(`level.${visitor.level}`)}</Fact>
      <Fact name={t("followup.visits")}>{visitor && t("card.visits.count", { count: visitor.visits })}</Fact>
      <Fact name={t("followup.last_seen")}>{visitor && <Moment at={visitor.last_seen_at} />}</Fact>
      <Fact name={t("followup.plan")}>
        <PlanMark plan={followUp.plan_key} />
      </Fact>
      <Fact name={t("followup.about")}>{followUp.about && <About about={followUp.about} />}</Fact>
      <Fact name={t("followup.owner")}>{agentName(followUp.owner)}</Fact>
      <Fact name={t("followup.created")}>
        <Moment at={followUp.created_at} />
      </Fact>
    </dl>
  );
}

function Contacts({ mobile, email, at }: FollowUpView["contacts"] & { at: Place }) {
  return (
    <>
      <Fact name={t("followup.mobile")}>
        {mobile && (
          <span class="contact">
            <Icon name="phone" />
            <Mobile number={mobile} at={at} />
          </span>
        )}
      </Fact>
      <Fact name={t("followup.email")}>
        {email && (
          <span class="contact">
            <Icon name="mail" />
            <Email address={email} at={at} />
          </span>
        )}
      </Fact>
      <Fact name={t("followup.contacts")}>{!mobile && !email && t("followup.no_contacts")}</Fact>
    </>
  );
}

/** The conversation or the message it is about, as a link to it. */
function About({ about }: { about: string }) {
  if (about.startsWith("cnv_")) return <a href={`#${encodeURIComponent(about)}`}>{t("followup.about.conversation")}</a>;
  if (!about.startsWith("off_")) return <code>{about}</code>;
  return <a href={`#${encodeURIComponent(messagePlace(about))}`}>{t("followup.about.message")}</a>;
}

export function Script({ script }: { script: string }) {
  return (
    <section class="script" aria-label={t("followup.script")}>
      <h3>{t("followup.script")}</h3>
      <p class="message-text" dir="auto">{script}</p>
    </section>
  );
}

/** What else the customer said with the score, as it stands now. */
export function LowScore({ followUp }: { followUp: FollowUpView }) {
  const reasons = reasonWords(followUp);
  const isTold = typeof followUp.resolved === "boolean";
  if (!reasons && !isTold) return null;
  return (
    <dl class="facts">
      <Fact name={t("rating.reasons")}>{reasons}</Fact>
      <Fact name={t("rating.resolved")}>{isTold && t(`rating.resolved.${followUp.resolved}`)}</Fact>
    </dl>
  );
}

/** What became known since it was opened: the desk noted it, nobody called. */
export function Remarks({ followUp }: { followUp: FollowUpView }) {
  const remarks = remarksIn(followUp);
  if (!remarks.length) return null;
  return (
    <section class="answers" aria-label={t("followup.remarks")}>
      <h3>{t("followup.remarks")}</h3>
      {remarks.map((note) => (
        <article class="answer call remark" key={note.at}>
          <p class="answer-head">
            <b>{t("outcome.other")}</b> {t("followup.by_desk")} <Moment at={note.at} />
          </p>
          <p class="message-text" dir="auto">{note.text}</p>
        </article>
      ))}
    </section>
  );
}

export function Calls({ followUp }: { followUp: FollowUpView }) {
  const { agentId } = useDesk();
  const calls = callsIn(followUp);
  if (!calls.length) return null;
  return (
    <section class="answers" aria-label={t("followup.calls")}>
      <h3>{t("followup.calls")}</h3>
      {calls.map(({ at, outcome, by, text }) => (
        <article class="answer call" data-outcome={outcome} key={at}>
          <p class="answer-head">
            <b>{tOf("outcome", outcome!, { outcome })}</b>{" "}
            <bdi>{by.id === agentId ? t("entry.you") : agentName(by)}</bdi> <Moment at={at} />
          </p>
          {text && <p class="message-text" dir="auto">{text}</p>}
        </article>
      ))}
    </section>
  );
}
