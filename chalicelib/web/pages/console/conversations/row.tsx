/** One conversation in a list. */
import { agentName, duration, fullTime, shortTime, visitorName, waited } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { ticked } from "../../desk/time.ts";
import { classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { Row } from "../lists/lists.tsx";
import { askedAt, type Conversation, isUnanswered, urgencyOf } from "./conversations.ts";
import { LevelBadge, PlanMark, StateChip, ViaChip, VisitorMark } from "./marks.tsx";

export type ListName = "mine" | "snoozed" | "waiting" | "all";

interface RowProps {
  conversation: Conversation;
  list: ListName;
}

export function ConversationRow({ conversation, list }: RowProps) {
  const { readMarks } = useDesk();
  const unread = list === "all" ? 0 : readMarks.unread(conversation);
  const id = conversation.conversation_id;
  return (
    <Row place={id} class={unread > 0 && "unread"}>
      <VisitorMark {...conversation} />
      <span class="row-name">
        <span class="row-visitor" dir="auto">{visitorName(conversation)}</span>
        <LevelBadge level={conversation.level} />
      </span>
      <When conversation={conversation} />
      <Preview conversation={conversation} />
      <Mark conversation={conversation} list={list} unread={unread} />
      <span class="row-facts">
        <Facts conversation={conversation} list={list} />
      </span>
    </Row>
  );
}

/** For how long somebody waits or a question has stood, amber and then red by the plan's times; else when it was last. */
function When({ conversation }: { conversation: Conversation }) {
  const now = ticked();
  const { state, last_at: lastAt } = conversation;
  if (state === "waiting") {
    const waits = t("row.waited", { waited: waited(conversation) });
    return <span class={classes("row-when", urgencyOf(conversation, now))}>{waits}</span>;
  }
  const asked = askedAt(conversation);
  if (!asked) {
    return <span class="row-when" title={lastAt ? fullTime(lastAt) : undefined}>{lastAt && shortTime(lastAt)}</span>;
  }
  return (
    <span class={classes("row-when", "asked", urgencyOf(conversation, now))} title={fullTime(asked)}>
      {t("row.overdue", { waited: duration(now - new Date(asked).getTime()) })}
    </span>
  );
}

function Preview({ conversation: { last_author: author, last_text: text } }: { conversation: Conversation }) {
  return (
    <span class="row-text">
      {author === "agent" && <span class="row-by">{t("row.replied")}</span>}
      <bdi>{text || t("row.no_text")}</bdi>
    </span>
  );
}

function Mark({ conversation, list, unread }: RowProps & { unread: number }) {
  const { outbox, closings } = useDesk();
  const id = conversation.conversation_id;
  if (outbox.isHeldUp(id)) return <span class="row-failed">{t("row.undelivered")}</span>;
  if (closings.has(id)) return <span class="row-todo">{t("row.closing")}</span>;
  if (list === "all") return null;
  if (unread === Infinity) return <span class="badge">{t("row.new")}</span>;
  if (unread > 0) {
    return (
      <span class="badge">
        <span aria-hidden="true">{unread > 99 ? "99+" : unread}</span>
        <span class="unseen">{t("row.unread", { count: unread })}</span>
      </span>
    );
  }
  return isUnanswered(conversation) ? <span class="row-todo">{t("row.unanswered")}</span> : null;
}

function Facts({ conversation, list }: RowProps) {
  if (list === "waiting") return <QueueFacts {...conversation} />;
  const { conversations, agentId } = useDesk();
  const { agent, held_at: held, left_at: left, agent_away: isAway } = conversation;
  const isGuest = conversations.isGuest(conversation) && !conversations.isMine(conversation);
  return (
    <>
      {list === "all" && <StateChip state={conversation.state} />}
      {list === "mine" && isGuest && <span class="chip guest">{t("row.guest")}</span>}
      {conversation.snoozed && <span class="chip held">{until(conversation)}</span>}
      {conversation.back_at && <span class="chip guest">{t("row.back")}</span>}
      {held && <span class="chip held">{t("row.held")}</span>}
      {left && <span class="chip left">{t("row.left", { time: shortTime(left) })}</span>}
      {list === "all" && isAway && <span class="chip held">{t("row.agent_away")}</span>}
      {agent && (list === "all" || isGuest) && <bdi>{agent.id === agentId ? t("entry.you") : agentName(agent)}</bdi>}
      <ViaChip via={conversation.via} />
      <PlanMark plan={conversation.plan_key} />
    </>
  );
}

const until = ({ snoozed_until: time }: Conversation): string =>
  time ? t("row.snoozed", { time: shortTime(time) }) : t("row.snoozed.word");

function QueueFacts({ place, expected, plan_key: plan, via }: Conversation) {
  return (
    <>
      {place !== null && <span class="chip waiting">{t("row.place", { place })}</span>}
      {expected && <span title={t("row.expected")}>{expectedWords(expected)}</span>}
      <ViaChip via={via} />
      <PlanMark plan={plan} />
    </>
  );
}

function expectedWords({ least_minutes: least, most_minutes: most }: NonNullable<Conversation["expected"]>): string {
  if (most === null) return t("row.expected.beyond", { least });
  return t("row.expected.range", { range: least === most ? most : `${least}–${most}` });
}
