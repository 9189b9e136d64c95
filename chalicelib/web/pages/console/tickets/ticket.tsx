/** The middle pane: one ticket, what is owed on it and by when, what happened to it, and what can be done with it now. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, visitorName } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { AgentRef, DeadlineLineView, WholeTicket } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import type { IconName } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { Linked } from "../../kit/linked.tsx";
import { Email, Fact, Mobile, Moment } from "../conversations/facts.tsx";
import { LevelBadge, PlanMark, VisitorMark } from "../conversations/marks.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { dueWords } from "../followups/due.ts";
import { placeOf as placeOfFollowUp } from "../followups/followups.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { placeOf as placeOfMessage } from "../offline/messages.ts";
import { EnterButton } from "../staff/late.tsx";
import { OrderButton } from "../training/late.tsx";
import { TouchpointPart } from "../touchpoints/late.tsx";
import { TicketsAbout } from "./about.tsx";
import { edit, escalate, passOn, tellDelay } from "./acts.tsx";
import { Composer } from "./composer.tsx";
import { SignatureOf, valueWords } from "./fields.tsx";
import { History } from "./history.tsx";
import { DueMark, PriorityMark, StateMark, TypeChip } from "./marks.tsx";
import { merge } from "./merging.tsx";
import { moveOn } from "./moving.tsx";
import { placeOf } from "./place.ts";
import { ReasonForm } from "./reason.tsx";
import { isOver, type Ticket } from "./rules.ts";
import { fieldName, OpenTicket } from "./work.ts";

export function TicketPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => new OpenTicket(desk, id), []);
  useEffect(() => open.start(), []);
  const { ticket, missing } = open;
  useEffect(() => open.catchUp(), [ticket?.version]);
  return (
    <WorkPage
      class="followup-page ticket-page"
      label={t("ticket.label")}
      contentLabel={t("ticket.content")}
      title={ticket && <Title open={open} ticket={ticket} />}
      moves={ticket && (
        <>
          <Moves open={open} ticket={ticket} />
          <EnterButton ticketId={id} agent={ticket.handler ?? ticket.owner} />
          {ticket.type === "complaint" && (
            <OrderButton cause="ticket" about={id} agent={ticket.owner ?? ticket.handler} />
          )}
        </>
      )}
      word={!ticket || missing ? t(missing ? "ticket.missing" : "conversation.loading") : null}
      foot={ticket && <Foot open={open} ticket={ticket} />}
    >
      {ticket && <Body open={open} ticket={ticket} />}
    </WorkPage>
  );
}

interface PartProps {
  open: OpenTicket;
  ticket: Ticket;
}

function Title({ open, ticket }: PartProps) {
  const { customer, subject, number, stage } = ticket;
  return (
    <>
      <VisitorMark visitor_id={customer.visitor_id} visitor_name={customer.name} />
      <div class="conversation-names">
        <div class="conversation-who">
          <h2 dir="auto">{subject}</h2>
          <PriorityMark {...ticket} />
        </div>
        <div class="conversation-facts">
          <span class="ticket-number">{number}</span>
          <TypeChip {...ticket} />
          <StateMark {...ticket} />
          {stage && <span>{stageWords(open, stage)}</span>}
          <DueMark ticket={ticket} />
        </div>
      </div>
    </>
  );
}

const stageWords = ({ flow }: OpenTicket, stage: string): string =>
  inOurLanguage(flow?.stages.find(({ key }) => key === stage)?.names) ?? stage;

interface Move {
  name: string;
  icon: IconName;
  keys: string;
  run: (open: OpenTicket) => void;
}

const MOVES: Record<"move" | "pass" | "escalate" | "delay" | "edit", Move> = {
  move: { name: "move", icon: "play", keys: "Alt+e", run: moveOn },
  pass: { name: "pass", icon: "transfer", keys: "Alt+t", run: passOn },
  escalate: { name: "escalate", icon: "up", keys: "Alt+u", run: escalate },
  delay: { name: "delay", icon: "clock", keys: "Alt+z", run: tellDelay },
  edit: { name: "edit", icon: "pencil", keys: "Alt+g", run: edit },
};

function Moves({ open, ticket }: PartProps) {
  const goesOn = !isOver(ticket) && !open.missing && !ticket.merged_into;
  const moves = [
    ...(open.ways.length && !open.missing ? [MOVES.move] : []),
    ...(goesOn && open.desk.session.can("people.see") ? [MOVES.pass] : []),
    ...(goesOn ? [MOVES.escalate, MOVES.delay, MOVES.edit] : []),
  ];
  useShortcuts(() =>
    moves.map(({ name, keys, run }) => ({
      keys,
      label: () => t(`ticket.${name}`),
      whileTyping: true,
      run: () => run(open),
    })), [moves.map(({ name }) => name).join()]);
  return (
    <div class="moves" role="group" aria-label={t("ticket.moves")}>
      {moves.map(({ name, icon, keys, run }) => (
        <WithWords
          key={name}
          icon={icon}
          words={t(`ticket.${name}`)}
          move={name}
          keys={keys}
          onClick={() => run(open)}
        />
      ))}
    </div>
  );
}

function Body({ open, ticket }: PartProps) {
  const { text, alarm, awaited, deadlines = [] } = ticket;
  return (
    <>
      {ticket.merged_into && <MergedInto open={open} id={ticket.merged_into} />}
      <ReasonForm open={open} ticket={ticket} />
      {alarm && ticket.priority !== "normal" && (
        <p class="note warning ticket-alarm" role="status">
          <b>{alarm.summary}</b> {alarm.reason}
        </p>
      )}
      {ticket.repeats && <Repeats open={open} repeats={ticket.repeats} />}
      {awaited && (
        <p class="note info" role="status">
          {t(awaited.until ? "ticket.awaits.until" : "ticket.awaits", awaited)}{" "}
          {awaited.until && <Moment at={awaited.until} />}
        </p>
      )}
      {text && (
        <blockquote class="message-text said" dir="auto">
          <Linked text={text} />
        </blockquote>
      )}
      {deadlines.length > 0 && <Deadlines deadlines={deadlines} />}
      <Facts open={open} ticket={ticket} />
      <TouchpointPart key={ticket.ticket_id} id={ticket.ticket_id} stands={ticket.category ?? ""} />
      {!ticket.merged_into && ticket.state !== "closed" && open.desk.session.can("tickets.manage") && (
        <p class="ticket-more">
          <Button small icon="clip" onClick={() => merge(open)}>{t("ticket.merge")}</Button>
        </p>
      )}
      {ticket.type === "complaint" && <TicketsAbout id={open.id} state={ticket.state} />}
      <History open={open} />
    </>
  );
}

/** A complaint that is not the first: of this customer, or for this cause. */
function Repeats({ open, repeats }: { open: OpenTicket; repeats: NonNullable<Ticket["repeats"]> }) {
  const { of_customer: ofCustomer, of_cause: ofCause, numbers } = repeats;
  return (
    <p class="note warning" role="status">
      {ofCustomer > 0 && <b>{t("ticket.repeats.customer", { count: ofCustomer })}</b>}{" "}
      {ofCause > 0 && <b>{t("ticket.repeats.cause", { count: ofCause })}</b>}{" "}
      {numbers.map((number) => (
        <span key={number}>
          <LinkButton onClick={() => void open.showNumber(number)}>{number}</LinkButton>
          {" "}
        </span>
      ))}
    </p>
  );
}

/** It is part of another, which goes on. */
function MergedInto({ open, id }: { open: OpenTicket; id: string }) {
  const number = open.entries.findLast(({ kind, ref }) => kind === "merged" && ref)?.ref;
  return (
    <p class="note info" role="status">
      {t("ticket.merged_into")} <a href={`#${encodeURIComponent(placeOf(id))}`}>{number ?? t("tickets.show")}</a>
    </p>
  );
}

function Deadlines({ deadlines }: { deadlines: WholeTicket["deadlines"] }) {
  return (
    <ul class="ticket-deadlines" aria-label={t("ticket.deadlines")}>
      {deadlines.map((each) => (
        <li key={each.name} class={`deadline ${each.state ?? "paused"}`}>
          <b>{t(`ticket.deadline.${each.name}`)}</b> <span>{leftWords(each)}</span>
        </li>
      ))}
    </ul>
  );
}

const leftWords = ({ due_at: due, state }: DeadlineLineView): string => {
  if (due) return dueWords(due);
  return t(state === "breached" ? "ticket.late" : "ticket.paused");
};

function Facts({ open, ticket }: PartProps) {
  const { customer, owner, handler, group_id: group, participants = [], origin, plan_key: plan, level } = ticket;
  const filled = open.fields.filter(({ key }) => ticket.fields?.[key] !== undefined);
  const at = { operation: "read_ticket", names: { ticket_id: ticket.ticket_id } };
  return (
    <dl class="facts">
      <Fact name={t("ticket.customer")}>
        <bdi>{visitorName({ visitor_id: customer.visitor_id ?? undefined, visitor_name: customer.name })}</bdi>
      </Fact>
      <Fact name={t("followup.level")}>{level !== "normal" && <LevelBadge level={level} />}</Fact>
      <Fact name={t("followup.mobile")}>{customer.mobile && <Mobile number={customer.mobile} at={at} />}</Fact>
      <Fact name={t("followup.email")}>{customer.email && <Email address={customer.email} at={at} />}</Fact>
      <Fact name={t("ticket.tell_by")}>{ticket.tell_by && t(`ticket.tell_by.${ticket.tell_by}`)}</Fact>
      {filled.map((field) => (
        <Fact key={field.key} name={fieldName(field)}>
          {field.kind === "signature"
            ? <SignatureOf strokes={String(ticket.fields![field.key])} of={fieldName(field)} />
            : valueWords(field, ticket.fields![field.key])}
        </Fact>
      ))}
      <Fact name={t("ticket.handler")}>{nameOf(handler, open)}</Fact>
      <Fact name={t("ticket.owner")}>{nameOf(owner, open)}</Fact>
      <Fact name={t("ticket.group")}>{group && open.groupName(group)}</Fact>
      <Fact name={t("ticket.participants")}>
        {participants.length > 0 && participants.map((each) => nameOf(each, open)).join(t("ticket.between"))}
      </Fact>
      <Fact name={t("ticket.origin")}>{origin.id && <Origin origin={origin} />}</Fact>
      <Fact name={t("followup.plan")}>{plan && <PlanMark plan={plan} />}</Fact>
      <Fact name={t("ticket.promised")}>{ticket.promised_at && <Moment at={ticket.promised_at} />}</Fact>
      <Fact name={t("ticket.created")}>
        <Moment at={ticket.created_at} />
      </Fact>
    </dl>
  );
}

const nameOf = (agent: AgentRef, { desk }: OpenTicket): string =>
  agent.id === desk.agentId ? t("entry.you") : agentName(agent);

/** What it was made from, as a link to it. */
function Origin({ origin: { kind, id } }: Pick<Ticket, "origin">) {
  const places = {
    conversation: id,
    offline_message: placeOfMessage(id!),
    follow_up: placeOfFollowUp(id!),
    ticket: placeOf(id!),
  };
  const words = t(`ticket.origin.${kind}`);
  if (!(kind in places)) return <span>{words}</span>;
  return <a href={`#${encodeURIComponent(places[kind as keyof typeof places]!)}`}>{words}</a>;
}

function Foot({ open, ticket }: PartProps) {
  if (ticket.state !== "closed" && !open.missing) return <Composer open={open} />;
  return (
    <div class="foot-bar">
      <p role="status">{t(open.missing ? "ticket.missing" : "ticket.over")}</p>
      {open.ways.length > 0 && <Button onClick={() => moveOn(open)}>{t("ticket.to.reopened")}</Button>}
    </div>
  );
}
