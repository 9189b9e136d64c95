/** The middle pane: one follow-up, what is known of the customer, and the call that is made now. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime, visitorName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { FollowUpView } from "../../desk/operations.ts";
import { useShortcuts } from "../../kit/keys.ts";
import { LevelBadge, VisitorMark } from "../conversations/marks.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { choose } from "../people/late.ts";
import { Questionnaire } from "../questionnaires/late.tsx";
import { MakeTicketButton, TicketsAbout } from "../tickets/late.tsx";
import { Call } from "./call.tsx";
import { callsIn } from "./followups.ts";
import { DueMark, KindChip, ScoreMark } from "./marks.tsx";
import { Calls, Customer, LowScore, Remarks, Script } from "./parts.tsx";
import { OpenFollowUp } from "./work.ts";

export function FollowUpPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => new OpenFollowUp(desk, id), []);
  useEffect(() => open.start(), []);
  const { followUp, missing } = open;
  const word = missing ? "followup.missing" : "conversation.loading";
  return (
    <WorkPage
      class="followup-page"
      label={t("followup.label")}
      contentLabel={t("followup.content")}
      title={followUp && <Title open={open} followUp={followUp} />}
      moves={<Moves open={open} />}
      word={!followUp || missing ? t(word) : null}
      foot={followUp && <Foot open={open} followUp={followUp} />}
    >
      {followUp && <Body open={open} followUp={followUp} />}
    </WorkPage>
  );
}

interface PartProps {
  open: OpenFollowUp;
  followUp: FollowUpView;
}

function Title({ open, followUp }: PartProps) {
  return (
    <>
      <VisitorMark {...followUp} />
      <div class="conversation-names">
        <div class="conversation-who">
          <h2 dir="auto">{visitorName(followUp)}</h2>
          <LevelBadge level={open.visitor?.level} />
          <ScoreMark score={followUp.score} />
        </div>
        <div class="conversation-facts">
          <KindChip kind={followUp.kind} />
          <DueMark followUp={followUp} />
          <span>{t("followup.number", { number: followUp.number })}</span>
        </div>
      </div>
    </>
  );
}

function Moves({ open }: { open: OpenFollowUp }) {
  const { session, colleagues, agentId } = open.desk;
  const { followUp, missing } = open;
  const may = followUp?.state === "open" && !missing && session.can("followups.manage") && session.can("people.see");
  const assign = () =>
    choose({
      kind: "assign",
      colleagues,
      agentId,
      exceptIds: [open.followUp?.owner.id],
      withNote: false,
      act: async ({ agent_id: id }) => {
        const words = await open.assign(id!);
        return words === null ? null : { words };
      },
    });
  useShortcuts(
    () => may ? [{ keys: "Alt+t", label: () => t("followup.assign"), whileTyping: true, run: assign }] : [],
    [may],
  );
  return (
    <div class="moves" role="group" aria-label={t("followup.moves")}>
      <MakeTicketButton beginning={{ origin: { kind: "follow_up", id: open.id } }} />
      {may && <WithWords icon="reassign" words={t("followup.assign")} keys="Alt+t" onClick={assign} />}
    </div>
  );
}

function Body({ open, followUp }: PartProps) {
  return (
    <>
      {followUp.comment && <blockquote class="message-text said" dir="auto">{followUp.comment}</blockquote>}
      <LowScore followUp={followUp} />
      {followUp.script && <Script script={followUp.script} />}
      {followUp.questionnaire_id && <Questionnaire id={followUp.followup_id} />}
      <Customer followUp={followUp} visitor={open.visitor} />
      <Remarks followUp={followUp} />
      <Calls followUp={followUp} />
      <TicketsAbout id={open.id} />
    </>
  );
}

function Foot({ open, followUp }: PartProps) {
  const { owner, outcome, done_at: doneAt } = followUp;
  if (followUp.state === "open" && !open.missing) {
    return (
      <>
        {owner.id !== open.desk.agentId && <p class="foot-word">{t("followup.theirs", { agent: agentName(owner) })}</p>}
        <Call key={callsIn(followUp).length} open={open} followUp={followUp} />
      </>
    );
  }
  const done = () =>
    t("followup.done.at", { outcome: tOf("outcome", outcome!, { outcome }), time: dayAndTime(doneAt!) });
  return (
    <div class="foot-bar">
      <p role="status">{open.missing ? t("followup.missing") : done()}</p>
    </div>
  );
}
