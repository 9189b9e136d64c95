/** The middle pane: one message left while nobody was there, and what can be done about it now. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { MessageView } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { type Shortcut, useShortcuts } from "../../kit/keys.ts";
import { PlanMark, VisitorMark } from "../conversations/marks.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { Written } from "../conversations/message-parts.tsx";
import { MessageRating } from "../conversations/rating.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { choose } from "../people/late.ts";
import { MakeTicketButton, TicketsAbout } from "../tickets/late.tsx";
import { Answer } from "./answer.tsx";
import { Answers, Life, MessageChip, MessageFacts, senderName, senderOf } from "./parts.tsx";
import { movesOf } from "./moves.ts";
import type { OpenMessage } from "./work.ts";
import { ShowNumber } from "../sensitive/show.tsx";

export function MessagePage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => movesOf(desk).open(id), []);
  useEffect(() => open.start(), []);
  const { message, missing } = open;
  return (
    <WorkPage
      label={t("message.label")}
      contentLabel={t("message.content")}
      title={message && <Title message={message} />}
      moves={message && <Moves open={open} message={message} />}
      word={message ? null : t(missing ? "message.missing" : "conversation.loading")}
      foot={message && <Foot open={open} message={message} />}
    >
      {message && <Body message={message} />}
    </WorkPage>
  );
}

function Title({ message }: { message: MessageView }) {
  return (
    <>
      <VisitorMark {...senderOf(message)} />
      <div class="conversation-names">
        <div class="conversation-who">
          <h2 dir="auto">{senderName(message)}</h2>
        </div>
        <div class="conversation-facts">
          <MessageChip {...message} />
          <span>{t("message.number", { number: message.number })}</span>
          <PlanMark plan={message.plan_key} />
          <span>{dayAndTime(message.created_at)}</span>
        </div>
      </div>
    </>
  );
}

function Body({ message }: { message: MessageView }) {
  return (
    <>
      <p class="message-text" dir="auto">
        <Written message={message} />{" "}
        <ShowNumber
          text={message.text}
          at={{ operation: "read_offline_message", names: { message_id: message.message_id } }}
        />
      </p>
      <Life message={message} />
      <MessageFacts message={message} />
      <Answers answers={message.answers} />
      <TicketsAbout id={message.message_id} />
      <MessageRating message={message} />
    </>
  );
}

interface PartProps {
  open: OpenMessage;
  message: MessageView;
}

function Moves({ open, message }: PartProps) {
  const { session, agentId } = open.desk;
  const isOpen = message.state !== "closed" && !open.missing && !movesOf(open.desk).isClosing(open.id);
  const mayGive = isOpen && session.can("offline.assign") && session.can("people.see");
  const mayClose = isOpen && message.agent?.id === agentId;
  const may = `${mayGive} ${mayClose}`;
  useShortcuts(() => {
    const key = (keys: string, words: string, run: () => void): Shortcut => ({
      keys,
      label: () => t(words),
      whileTyping: true,
      run,
    });
    return [
      ...(mayGive ? [key("Alt+t", "message.give", () => askGive(open))] : []),
      ...(mayClose ? [key("Alt+e", "message.close", () => void askToClose(open))] : []),
    ];
  }, [may]);
  return (
    <div class="moves" role="group" aria-label={t("message.moves")}>
      <MakeTicketButton beginning={{ origin: { kind: "offline_message", id: open.id } }} />
      {mayGive && (
        <WithWords
          icon="reassign"
          words={t("message.give")}
          move="give"
          keys="Alt+t"
          onClick={() => askGive(open)}
        />
      )}
      {mayClose && (
        <WithWords
          icon="check"
          words={t("message.close")}
          move="close"
          keys="Alt+e"
          onClick={() => void askToClose(open)}
        />
      )}
    </div>
  );
}

/** Closes it in a moment; asks only where nobody has answered it. */
async function askToClose(open: OpenMessage): Promise<void> {
  const moves = movesOf(open.desk);
  const isAnswered = open.message!.answers.length > 0 || moves.isAnswering(open.id);
  const isSure = isAnswered || await confirmed({
    title: t("message.close.title"),
    paragraphs: [t("message.close.unanswered")],
    confirm: t("message.close"),
  });
  if (isSure && open.message) await moves.close(open.message);
}

function askGive(open: OpenMessage): void {
  const { colleagues, agentId } = open.desk;
  const { state, agent } = open.message!;
  void choose({
    kind: "give",
    colleagues,
    agentId,
    exceptIds: [state === "new" ? null : agent?.id],
    withNote: false,
    act: async ({ agent_id: id }) => {
      const words = await open.give(id!);
      return words === null ? null : { words };
    },
  });
}

function Foot({ open, message }: PartProps) {
  if (movesOf(open.desk).isClosing(open.id)) return <ClosingBar open={open} />;
  if (message.state !== "closed" && open.isMine) return <Answer open={open} message={message} />;
  if (message.state === "new" && !open.missing) return <ClaimBar open={open} />;
  return (
    <div class="foot-bar">
      <p role="status">{whyReadOnly(message)}</p>
    </div>
  );
}

function whyReadOnly({ state, agent, closed_at: closedAt, created_at: createdAt }: MessageView): string {
  if (state === "closed") return t("message.closed.at", { time: dayAndTime(closedAt ?? createdAt) });
  return agent ? t("message.theirs", { agent: agentName(agent) }) : t("message.missing");
}

function ClosingBar({ open: { id, desk } }: { open: OpenMessage }) {
  const moves = movesOf(desk);
  return (
    <div class="foot-bar">
      <p role="status">{t("message.closing")}</p>
      {moves.canUndo(id) && <LinkButton onClick={() => moves.undo(id)}>{t("undo")}</LinkButton>}
    </div>
  );
}

function ClaimBar({ open }: { open: OpenMessage }) {
  useShortcuts(() => [
    { keys: "Alt+a", label: () => t("message.claim"), whileTyping: true, run: () => void open.claim() },
  ], []);
  return (
    <div class="foot-bar">
      <p>{t("message.claim.hint")}</p>
      <Button kind="primary" disabled={open.claiming} onClick={() => void open.claim()}>{t("message.claim")}</Button>
    </div>
  );
}
