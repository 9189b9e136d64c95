/** What was said in a conversation, and what is on its way: the scrolling middle of the page. */
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { agentName, clockOf, dayOf, fullTime, visitorName } from "../../desk/format.ts";
import { language, t, tOf } from "../../desk/i18n.ts";
import type { EntryView } from "../../desk/operations.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { classes, LinkButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { Linked } from "../../kit/linked.tsx";
import { say } from "../../kit/toasts.tsx";
import { fetched } from "../../desk/late.ts";
import { type Place, ShowNumber } from "../sensitive/show.tsx";
import { LetterFoot, LetterHead } from "../channels/late.tsx";
import { useDesk } from "../desk.ts";
import { CallBeside } from "../phone/late.tsx";
import { placeOf } from "../tickets/place.ts";
import { conditionOf, type Unsent } from "../outbox.ts";
import { SentFile } from "./files.tsx";
import { EditForm, MessageMenu, Quote, Revised, Written } from "./message-parts.tsx";
import type { OpenConversation } from "./open.ts";
import { lastRead, type Message, type Row, rowsOf } from "./rows.ts";

const AT_BOTTOM_PX = 48;
/** So near to the top the earlier page is fetched. */
const NEAR_TOP_PX = 240;

interface EntriesProps {
  open: OpenConversation;
  /** By which others bring the newest into sight. */
  handle: { current: { toBottom: () => void } | null };
}

export function Entries({ open, handle }: EntriesProps) {
  const { outbox, agentId } = open.desk;
  const { transcript, conversation } = open;
  const log = useLog(open);
  handle.current = log;
  const entries = transcript.shown;
  const unsent = outbox.of(open.id);
  const visitor = conversation ? visitorName(conversation) : visitorName({});
  const isUnsent = JSON.stringify(unsent);
  // Of a long transcript nothing is compared again while nothing is said.
  const rows = useMemo(() => rowsOf(entries, unsent, agentId), [entries, isUnsent, language.code]);
  const read = lastRead(rows, transcript.readSeq);
  const mayWrite = Boolean(conversation && open.desk.conversations.isOurs(conversation));
  const shown = useMemo(
    () =>
      rows.map((row) => (
        <RowView key={row.key} open={open} row={row} visitor={visitor} isRead={row.key === read} mayWrite={mayWrite} />
      )),
    [rows, visitor, read, mayWrite],
  );
  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-label={t("conversation.log")}
        // The first page of an old conversation is not news to be read out.
        aria-live={transcript.loaded && log.isQuiet ? "polite" : "off"}
        tabIndex={0}
        ref={log.element}
        onScroll={log.noticeScroll}
      >
        {transcript.hasOlder && <Older open={open} />}
        <ol class="entries">{shown}</ol>
        {transcript.typing && <p class="typing" aria-live="off">{t("conversation.typing", { visitor })}</p>}
      </div>
      {!log.isFollowing && (
        <button type="button" class={classes("pill", log.missed > 0 && "calls")} onClick={log.toBottom}>
          <Icon name="down" />
          {log.missed ? t("conversation.new_messages", { count: log.missed }) : t("conversation.latest")}
        </button>
      )}
    </div>
  );
}

/** What was said before; comes by itself when somebody reads up to it. */
function Older({ open: { transcript } }: { open: OpenConversation }) {
  return (
    <p class="log-older">
      {transcript.loadingOlder
        ? <span>{t("conversation.loading")}</span>
        : (
          <LinkButton onClick={() => void transcript.older()}>
            {t(transcript.olderFailed ? "lists.again" : "conversation.older")}
          </LinkButton>
        )}
    </p>
  );
}

/** Who is at the bottom stays there; who reads above is not moved, whatever comes above or below. */
function useLog({ transcript, desk, id }: OpenConversation) {
  const element = useRef<HTMLDivElement>(null);
  const following = useSignal(true);
  const missed = useSignal(0);
  const isQuiet = useSignal(false);
  const kept = useRef({ first: 0, last: 0, height: 0 });

  const noticeSeen = () => {
    const isLooked = following.peek() && !document.hidden && document.hasFocus();
    if (!transcript.loaded || !isLooked) return;
    desk.readMarks.mark(id, transcript.lastSeq);
    transcript.sees(transcript.lastSeq);
  };
  const noticeScroll = () => {
    const log = element.current!;
    following.value = log.scrollHeight - log.scrollTop - log.clientHeight < AT_BOTTOM_PX;
    if (following.peek()) missed.value = 0;
    else if (log.scrollTop < NEAR_TOP_PX && !transcript.olderFailed) void transcript.older();
    noticeSeen();
  };
  const toBottom = () => {
    element.current!.scrollTop = element.current!.scrollHeight;
    following.value = true;
    noticeScroll();
  };

  useLayoutEffect(() => {
    const log = element.current!;
    const [first, last] = [transcript.shown[0]?.seq ?? 0, transcript.shown.at(-1)?.seq ?? 0];
    const { first: firstBefore, last: lastBefore, height } = kept.current;
    if (following.peek()) log.scrollTop = log.scrollHeight;
    else {
      if (first < firstBefore) log.scrollTop += log.scrollHeight - height;
      if (last > lastBefore) missed.value += spokenIn(transcript.shown, lastBefore);
    }
    isQuiet.value = first === firstBefore;
    kept.current = { first, last, height: log.scrollHeight };
    noticeSeen();
  });
  useEffect(() => {
    // The composer grows and the window changes: who was at the bottom stays there.
    const resized = new ResizeObserver(() => following.peek() ? toBottom() : noticeScroll());
    resized.observe(element.current!);
    addEventListener("focus", noticeSeen);
    document.addEventListener("visibilitychange", noticeSeen);
    return () => {
      resized.disconnect();
      removeEventListener("focus", noticeSeen);
      document.removeEventListener("visibilitychange", noticeSeen);
    };
  }, []);

  return {
    element,
    isFollowing: following.value,
    missed: missed.value,
    isQuiet: isQuiet.value,
    noticeScroll,
    toBottom,
  };
}

const spokenIn = (entries: readonly EntryView[], after: number): number =>
  entries.filter(({ seq, kind, author }) => seq > after && kind === "message" && author.kind === "visitor").length;

interface RowProps {
  open: OpenConversation;
  row: Row;
  visitor: string;
  isRead: boolean;
  mayWrite: boolean;
}

function RowView({ open, row, visitor, isRead, mayWrite }: RowProps) {
  switch (row.kind) {
    case "day":
      return (
        <li class="day">
          <span>{dayOf(row.at)}</span>
        </li>
      );
    case "step":
      return (
        <li class="system" dir="auto" title={fullTime(row.entry.at)}>
          <StepWords open={open} row={row} /> <time dateTime={row.entry.at}>{clockOf(row.entry.at)}</time>
        </li>
      );
    case "note":
      return <Note open={open} row={row} mayWrite={mayWrite} />;
    case "message":
      return (
        <MessageView
          open={open}
          message={row.message}
          goesOn={row.goesOn}
          visitor={visitor}
          isRead={isRead}
          mayWrite={mayWrite}
        />
      );
  }
}

/** That it became a ticket leads there, for who may work on tickets. */
function StepWords({ open, row: { entry, words } }: { open: OpenConversation; row: Extract<Row, { kind: "step" }> }) {
  const isTicket = entry.kind === "ticket" || entry.kind === "ticket_noted";
  if (!isTicket || !entry.ref || !open.desk.session.can("tickets.work")) return <>{words}</>;
  return <a href={`#${encodeURIComponent(placeOf(entry.ref))}`}>{words}</a>;
}

/** What one agent wrote for another: the visitor never sees it, and it must look like that. */
function Note({ open, row: { entry, message }, mayWrite }: {
  open: OpenConversation;
  row: Extract<Row, { kind: "note" }>;
  mayWrite: boolean;
}) {
  const isEdited = message !== undefined && open.composing.edited === message.seq;
  const isCall = entry.kind === "call";
  return (
    <li class="private-note">
      <div class="private-head">
        <Icon name={isCall ? "phone" : "lock"} />
        <bdi>{t(isCall ? "entry.call" : "entry.note", { by: agentName(entry.author) })}</bdi>
      </div>
      {isEdited ? <EditForm open={open} message={message} /> : (
        <p dir="auto">
          {message?.withdrawn ? t("note.withdrawn") : <Linked text={entry.note!} />}
        </p>
      )}
      {isCall && entry.ref && <CallBeside callId={entry.ref} />}
      {message && <Revised message={message} />}
      {message && mayWrite && <MessageMenu open={open} message={message} />}
    </li>
  );
}

interface MessageProps {
  open: OpenConversation;
  message: Message;
  goesOn: boolean;
  visitor: string;
  /** The last one that the visitor has read. */
  isRead: boolean;
  /** Whether something may be done with it. */
  mayWrite: boolean;
}

function MessageView({ open, message, goesOn, visitor, isRead, mayWrite }: MessageProps) {
  const { agentId } = useDesk();
  const { author, at, unsent, file } = message;
  const isAgent = author.kind === "agent";
  const isMe = isAgent && author.id === agentId;
  const who = isMe ? t("entry.you") : isAgent ? agentName(author) : visitor;
  return (
    <li
      class={classes(
        "message",
        isAgent ? "ours" : author.kind,
        unsent ? conditionOf(unsent) : "stored",
        goesOn && "goes-on",
        message.withdrawn && "withdrawn",
        unsent?.note && "as-note",
      )}
      data-seq={message.seq}
    >
      <div class="message-head">
        {isAgent && !isMe && author.name && <Avatar name={author.name} picture={author.picture} />}
        <bdi class="message-who">{who}</bdi> <time dateTime={at}>{clockOf(at)}</time>
      </div>
      <Quote open={open} message={message} />
      {open.conversation?.via && <LetterHead conversationId={open.id} seq={message.seq} />}
      <Words open={open} message={message} />
      {file && <SentFile key={file.state} conversationId={message.seq === null ? null : open.id} file={file} />}
      {open.conversation?.via && <LetterFoot conversationId={open.id} seq={message.seq} />}
      <Revised message={message} />
      {mayWrite && <MessageMenu open={open} message={message} />}
      {unsent?.note && <div class="delivery" role="status">{t("composer.note.sending")}</div>}
      {unsent && <Delivery item={unsent} />}
      {isRead && <div class="read-mark">{t("conversation.read")}</div>}
    </li>
  );
}

/** Where the desk shows this entry. */
const entryAt = (id: string, seq: number): Place => ({
  operation: "read_transcript",
  names: { conversation_id: id },
  query: { after: String(seq - 1), limit: "1" },
});

function Words({ open, message }: { open: OpenConversation; message: Message }) {
  const { seq, text, at, withdrawn } = message;
  if (seq !== null && open.composing.edited === seq) return <EditForm open={open} message={message} />;
  if (!text && !withdrawn) return null;
  return (
    <>
      <div class="bubble" dir="auto" title={fullTime(at)}>
        {withdrawn ? t("message.withdrawn") : <Written message={message} />}
      </div>
      {!withdrawn && seq !== null && <ShowNumber text={text} at={entryAt(open.id, seq)} />}
    </>
  );
}

function Delivery({ item }: { item: Unsent }) {
  const { outbox } = useDesk();
  const { client_id: id, failure } = item;
  const condition = conditionOf(item);
  const words = failure ? tOf("refused", failure, { code: failure }) : t(`sending.${condition}`);
  const discard = () => {
    const run = outbox.discard(id);
    say(t("sending.discarded"), { action: { label: t("undo"), run } });
  };
  const protect = async () => {
    const late = await fetched(() => import("../sensitive/dialogs.tsx"));
    const { conversation_id, text, client_id } = item;
    if (await late?.protect({ conversation_id, text, client_id })) outbox.discard(id);
  };
  return (
    <div class="delivery" role="status">
      <span>{words}</span>
      {failure === "numbers_stopped" && <LinkButton onClick={() => void protect()}>{t("sending.protect")}</LinkButton>}
      {condition !== "sending" && <LinkButton onClick={() => outbox.retry(id)}>{t("sending.retry")}</LinkButton>}
      {(condition === "stuck" || condition === "refused") && (
        <LinkButton onClick={discard}>{t("sending.discard")}</LinkButton>
      )}
    </div>
  );
}
