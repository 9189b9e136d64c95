/** The transcript beside the sheet; an inspector says something of single messages, others read it there. */
import { useEffect, useRef } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { EntryView } from "../../desk/operations.ts";
import { Button, classes, LinkButton } from "../../kit/button.tsx";
import { CallBeside } from "../phone/late.tsx";
import type { OpenInspection } from "./open.ts";

const LONGEST = 1000;

export function Transcript({ open }: { open: OpenInspection }) {
  const { entries, unread } = open;
  const messages = entries?.filter(({ kind }) => ["message", "auto_reply", "note", "call"].includes(kind)) ?? [];
  return (
    <section class="inspection-transcript" tabIndex={0} aria-label={t("inspection.transcript")}>
      {unread && (
        <p class="note warning" role="alert">
          {t("inspection.unread")} <LinkButton onClick={() => void open.readTranscript()}>{t("again")}</LinkButton>
        </p>
      )}
      {!entries && !unread && <p class="log-word">{t("conversation.loading")}</p>}
      <ol>
        {messages.map((entry) => (
          <li key={entry.seq}>
            <Message open={open} entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Message({ open, entry }: { open: OpenInspection; entry: EntryView }) {
  const { seq, author, text, withdrawn, file, kind } = entry;
  const isCall = kind === "call";
  const side = kind === "note" || isCall ? "note" : author.kind;
  const who = side === "visitor" ? t("inspection.visitor") : author.kind === "agent" ? agentName(author) : t("desk");
  return (
    <article class={classes("inspected", `by-${side}`)}>
      <header>
        <b dir="auto">{who}</b>
        {side === "note" && <span class="chip">{t(isCall ? "via.phone" : "inspection.note")}</span>}
        <time dateTime={entry.at}>{dayAndTime(entry.at)}</time>
      </header>
      <p dir="auto" class="inspected-text">
        {withdrawn ? t("inspection.withdrawn") : text || file?.name || entry.note}
      </p>
      {isCall && entry.ref && <CallBeside callId={entry.ref} inspectionId={open.id} />}
      <Remark open={open} seq={seq} />
    </article>
  );
}

function Remark({ open, seq }: { open: OpenInspection; seq: number }) {
  const words = open.draft.comments[seq];
  const part = useRef<HTMLDivElement>(null);
  const moves = useRef(false);
  // Whoever begins a comment writes at once; whoever removes it is where they could begin another.
  useEffect(() => {
    if (moves.current) part.current?.querySelector<HTMLElement>("textarea, button")?.focus();
    moves.current = false;
  }, [words === undefined]);
  const change = (text: string | null) => {
    moves.current = true;
    open.comment(seq, text);
  };
  if (!open.can("score")) {
    return words
      ? (
        <p class="remark" dir="auto">
          <b>{t("inspection.remark")}</b> {words}
        </p>
      )
      : null;
  }
  if (words === undefined) {
    return (
      <div ref={part}>
        <Button
          small
          kind="quiet"
          icon="chat"
          aria-label={t("inspection.comment.on", { seq })}
          onClick={() => change("")}
        >
          {t("inspection.comment")}
        </Button>
      </div>
    );
  }
  return (
    <div class="remark" ref={part}>
      <textarea
        rows={2}
        maxLength={LONGEST}
        dir="auto"
        aria-label={t("inspection.comment.on", { seq })}
        value={words}
        onInput={(event) => open.comment(seq, event.currentTarget.value)}
      />
      <Button
        small
        kind="quiet"
        aria-label={t("inspection.comment.drop.of", { seq })}
        onClick={() => change(null)}
      >
        {t("inspection.comment.drop")}
      </Button>
    </div>
  );
}
