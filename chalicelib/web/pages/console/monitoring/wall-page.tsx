/** The middle pane of the wall: a group or a plan as it is now, and what leads into each of its conversations. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { agentName, duration, fullTime, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { WallAgent, WallConversation, WallView } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { classes } from "../../kit/button.tsx";
import { LevelBadge, PlanMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Watched } from "./watched.ts";

interface WallPageProps {
  kind: "group" | "plan";
  id: string;
}

export function WallPage({ kind, id }: WallPageProps) {
  const watched = useMemo(() => new Watched(kind, id), []);
  useEffect(() => watched.start(), []);
  const { seen, missing } = watched;
  return (
    <WorkPage
      label={t("wall.one")}
      contentLabel={t("wall.content")}
      class="wall-page"
      title={seen && <h2>{seen.name ?? t("wall.everybody")}</h2>}
      moves={null}
      word={seen ? null : t(missing ? "wall.missing" : "conversation.loading")}
      foot={null}
    >
      {seen && <Seen seen={seen} />}
    </WorkPage>
  );
}

function Seen({ seen }: { seen: WallView }) {
  return (
    <>
      <Numbers seen={seen} />
      <Part title={t("wall.queue")} none={t("wall.queue.none")} isEmpty={!seen.queue.length}>
        {seen.queue.map((each) => <Line key={each.conversation_id} conversation={each} since={each.waiting_since} />)}
      </Part>
      <Part title={t("wall.open")} none={t("wall.open.none")} isEmpty={!seen.conversations.length}>
        {seen.conversations.map((each) => (
          <Line key={each.conversation_id} conversation={each} since={each.unanswered_since} />
        ))}
      </Part>
      {seen.more_open && <p class="hint">{t("wall.more_open")}</p>}
      <Part title={t("wall.agents")} none={t("wall.agents.none")} isEmpty={!seen.agents.length}>
        {seen.agents.map((each) => <Agent key={each.agent_id} agent={each} />)}
      </Part>
    </>
  );
}

function Numbers({ seen: { waiting, staff, open, more_open: moreOpen, unanswered } }: { seen: WallView }) {
  const now = ticked();
  const ago = (at: string | null) => at ? duration(now - new Date(at).getTime()) : "";
  const numbers: Array<[string, string, string]> = [
    ["waiting", `${waiting.count}${waiting.more ? "+" : ""}`, ago(waiting.since)],
    ["unanswered", `${unanswered.count}${moreOpen ? "+" : ""}`, ago(unanswered.since)],
    ["serving", `${open}${moreOpen ? "+" : ""}`, t("wall.load", { serving: staff.serving, capacity: staff.capacity })],
    ["free", String(staff.free), t("wall.staff", { full: staff.full, busy: staff.busy, away: staff.away })],
  ];
  return (
    <dl class="wall-numbers">
      {numbers.map(([name, number, beside]) => (
        <div key={name}>
          <dt>{t(`wall.number.${name}`)}</dt>
          <dd>
            <b>{number}</b>
            <span>{beside}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface PartProps {
  title: string;
  none: string;
  isEmpty: boolean;
  children: ComponentChildren;
}

function Part({ title, none, isEmpty, children }: PartProps) {
  return (
    <section class="wall-part" aria-label={title}>
      <h3>{title}</h3>
      {isEmpty ? <p class="hint">{none}</p> : <ul>{children}</ul>}
    </section>
  );
}

/** One press leads into the transcript, which is noted, and to all that may be done there. */
function Line({ conversation, since }: { conversation: WallConversation; since: string | null }) {
  const { selection } = useDesk();
  const now = ticked();
  const { conversation_id: id, agent, late_at: late, warn_at: warn } = conversation;
  const isPast = (at: string | null) => at !== null && new Date(at).getTime() <= now;
  const urgency = isPast(late) ? "late" : isPast(warn) ? "warned" : "";
  return (
    <li>
      <button type="button" class="wall-line" onClick={() => selection.choose(id)}>
        <span class="wall-who">
          <bdi>{visitorName(conversation)}</bdi>
          <LevelBadge level={conversation.level} />
        </span>
        <span class="wall-text">
          <bdi>{conversation.last_text || t("row.no_text")}</bdi>
        </span>
        <span class="wall-facts">
          {agent && <bdi>{agentName(agent)}</bdi>}
          <PlanMark plan={conversation.plan_key} />
        </span>
        <span class={classes("wall-since", urgency)} title={since ? fullTime(since) : undefined}>
          {since && duration(now - new Date(since).getTime())}
        </span>
      </button>
    </li>
  );
}

function Agent({ agent: { name, number, status, serving, capacity } }: { agent: WallAgent }) {
  return (
    <li class="wall-agent">
      <Avatar name={name} />
      <span>
        <bdi>{name}</bdi> <span class="hint">{number}</span>
      </span>
      <span class={classes("chip", `wall-${status}`)}>{t(`presence.${status}`)}</span>
      <meter min={0} max={capacity || 1} value={serving} aria-label={t("wall.load", { serving, capacity })} />
      <span>{t("wall.load", { serving, capacity })}</span>
    </li>
  );
}
