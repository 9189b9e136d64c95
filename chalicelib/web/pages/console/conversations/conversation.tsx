/** The middle pane: one conversation, read live, and what can be done with it now. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { agentName, clockOf, dayAndTime, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { Button, IconButton, LinkButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { spoken } from "../../kit/key-names.ts";
import { useShortcuts } from "../../kit/keys.ts";
import { useDesk } from "../desk.ts";
import { BackButton } from "../lists/work-page.tsx";
import { Whisper } from "../monitoring/whisper.tsx";
import { ChannelLine } from "../channels/late.tsx";
import { Composer } from "./composer.tsx";
import type { Conversation } from "./conversations.ts";
import { Entries } from "./entries.tsx";
import { LevelBadge, PlanMark, StateChip, ViaChip, VisitorMark } from "./marks.tsx";
import { InspectButton } from "../quality/late.tsx";
import { EnterButton } from "../staff/late.tsx";
import { Moves } from "./moves.tsx";
import { OpenConversation } from "./open.ts";
import { snoozeWords } from "./snoozing.ts";

const card = new Late(() => import("./card-late.ts"));

interface PageProps {
  id: string;
  /** Shows or hides the visitor's card where it has no room of its own. */
  onCard: (shown: boolean) => void;
}

/** The conversation and its visitor's card. */
export function ConversationPage({ id, onCard }: PageProps) {
  const desk = useDesk();
  const open = useMemo(() => new OpenConversation(desk, id), []);
  const entries = useRef<{ toBottom: () => void }>(null);
  useEffect(() => open.start(), []);
  const { transcript, conversation } = open;
  return (
    <>
      <section class="conversation" aria-label={t("conversation.label")}>
        <header class="conversation-head">
          <BackButton />
          <div class="conversation-title">{conversation && <Title conversation={conversation} />}</div>
          <Moves open={open} />
          <EnterButton conversationId={id} agent={conversation?.agent ?? null} />
          {conversation?.state === "closed" && (
            <InspectButton conversationId={id} agentId={conversation.agent?.id ?? null} />
          )}
          <IconButton class="card-toggle" icon="card" label={t("conversation.card")} onClick={() => onCard(true)} />
        </header>
        {conversation && <Involved conversation={conversation} />}
        {!transcript.loaded && (
          <p class="log-word">{t(transcript.missing ? "conversation.missing" : "conversation.loading")}</p>
        )}
        <Entries open={open} handle={entries} />
        <div class="condition" role="status">{conversation && <Condition conversation={conversation} />}</div>
        {conversation && (
          <div class="conversation-foot">
            <Foot open={open} conversation={conversation} onSend={() => entries.current?.toBottom()} />
          </div>
        )}
      </section>
      <Card open={open} onClose={() => onCard(false)} />
    </>
  );
}

/** The visitor's card; its place is there before it is. */
function Card(props: { open: OpenConversation; onClose: () => void }) {
  const late = card.use();
  return late ? <late.Card {...props} /> : <aside class="card" aria-label={t("card.label")} />;
}

function Title({ conversation }: { conversation: Conversation }) {
  return (
    <>
      <VisitorMark {...conversation} />
      <div class="conversation-names">
        <div class="conversation-who">
          <h2 dir="auto">{visitorName(conversation)}</h2>
          <LevelBadge level={conversation.level} />
        </div>
        <div class="conversation-facts">
          <StateChip state={conversation.state} />
          <ViaChip via={conversation.via} />
          <PlanMark plan={conversation.plan_key} />
          <span>{dayAndTime(conversation.started_at)}</span>
        </div>
      </div>
    </>
  );
}

/** Who else matters here: whose it is if not mine, who is responsible if another, who helps. */
function Involved({ conversation: { agent, owner, guests } }: { conversation: Conversation }) {
  const { agentId } = useDesk();
  const people = [
    ...(agent && agent.id !== agentId ? [{ role: "agent", person: agent }] : []),
    ...(owner && owner.id !== agent?.id ? [{ role: "owner", person: owner }] : []),
    ...guests.map((person) => ({ role: "guest", person })),
  ];
  if (!people.length) return null;
  return (
    <div class="conversation-people">
      {people.map(({ role, person }) => (
        <span key={`${role} ${person.id}`}>
          {person.name && <Avatar name={person.name} picture={person.picture} />} {t(`conversation.${role}`)}{" "}
          <bdi>{person.id === agentId ? t("entry.you") : agentName(person)}</bdi>
        </span>
      ))}
    </div>
  );
}

function Condition({ conversation }: { conversation: Conversation }) {
  const { conversations } = useDesk();
  const { state, agent, held_at: held, left_at: left, takes_slot: takesSlot, agent_away: isAway } = conversation;
  const leftKey = takesSlot ? "conversation.left" : "conversation.left.released";
  const words = [
    held && t("conversation.held", { time: clockOf(held) }),
    left && state === "open" && t(leftKey, { time: clockOf(left) }),
    conversation.snoozed && snoozeWords(conversation),
    isAway && t("conversation.agent_away", { agent: agentName(agent) }),
    conversations.isGuest(conversation) && t("conversation.as_guest", { agent: agentName(agent) }),
  ];
  return <>{words.filter(Boolean).map((each) => <p key={each}>{each}</p>)}</>;
}

interface FootProps {
  open: OpenConversation;
  conversation: Conversation;
  onSend: () => void;
}

function Foot({ open, conversation, onSend }: FootProps) {
  const { session, conversations, closings } = open.desk;
  if (open.closing) {
    return (
      <div class="foot-bar">
        <p role="status">{t("conversation.closing")}</p>
        {closings.canUndo(open.id) && <LinkButton onClick={() => closings.undo(open.id)}>{t("undo")}</LinkButton>}
      </div>
    );
  }
  if (conversations.isOurs(conversation)) {
    return (
      <>
        {conversation.via && <ChannelLine open={open} />}
        <Composer open={open} onSend={onSend} />
      </>
    );
  }
  if (conversation.state === "waiting" && session.can("conversations.take")) return <TakeBar open={open} />;
  const draft = open.desk.drafts.get(open.id);
  return (
    <div class="foot-bar">
      <p role="status">{whyReadOnly(open, conversation)}</p>
      {conversation.state === "open" && open.desk.wall.may && <Whisper open={open} />}
      {conversation.state === "closed" && open.desk.answers && (
        <Button
          disabled={open.busy === "reopen"}
          onClick={() => void open.reopen()}
        >
          {t(open.busy === "reopen" ? "reopen.busy" : "reopen.open")}
        </Button>
      )}
      {draft && (
        <p class="kept-draft">
          {t("conversation.draft_kept")}
          <bdi>{draft}</bdi>
        </p>
      )}
    </div>
  );
}

function whyReadOnly({ wasOurs }: OpenConversation, { state, agent, closed_at: closedAt }: Conversation): string {
  if (state === "waiting") return t("conversation.waits");
  if (state === "closed") {
    return closedAt ? t("conversation.closed_at", { time: dayAndTime(closedAt) }) : t("conversation.closed");
  }
  if (!agent) return t("conversation.not_yours");
  return t(wasOurs ? "conversation.taken_away" : "conversation.elsewhere", { agent: agentName(agent) });
}

function TakeBar({ open }: { open: OpenConversation }) {
  const isTaking = open.busy === "take";
  useShortcuts(() => [
    { keys: "Alt+a", label: () => t("conversation.take"), whileTyping: true, run: () => void open.take() },
  ], []);
  return (
    <div class="foot-bar">
      <p>{t("conversation.take.hint")}</p>
      <Button kind="primary" disabled={isTaking} onClick={() => void open.take()}>
        {t(isTaking ? "conversation.taking" : "conversation.take")}
      </Button>
    </div>
  );
}

/** Nothing is chosen yet; `words` says what could be. */
export function NoConversation({ words }: { words: string }) {
  const { keys } = useDesk();
  const [previous, next, help] = [keys.of("Alt+ArrowUp"), keys.of("Alt+ArrowDown"), keys.of("?") || keys.of("Alt+/")];
  return (
    <section class="conversation none" aria-label={t("conversation.label")}>
      <div class="empty">
        <Icon name="chat" />
        <p>{t(words)}</p>
        {previous && next && help && (
          <p class="hint">
            {t(`${words}.hint`, { previous: spoken(previous), next: spoken(next), help: spoken(help) })}
          </p>
        )}
      </div>
    </section>
  );
}
