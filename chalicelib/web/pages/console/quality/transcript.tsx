/** The transcript beside the sheet; an inspector says something of single messages, others read it there. */
import { useSignal } from "@preact/signals";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { EntryView } from "../../desk/operations.ts";
import { Button, classes, LinkButton } from "../../kit/button.tsx";
import type { OpenInspection } from "./open.ts";

const LONGEST = 1000;

export function Transcript({ open }: { open: OpenInspection }) {
  const { entries, unread } = open;
  const messages = entries?.filter(({ kind }) => ["message", "auto_reply", "note"].includes(kind)) ?? [];
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
  const side = kind === "note" ? "note" : author.kind;
  const who = side === "visitor" ? t("inspection.visitor") : author.kind === "agent" ? agentName(author) : t("desk");
  return (
    <article class={classes("inspected", `by-${side}`)} data-seq={seq}>
      <header>
        <b dir="auto">{who}</b>
        {kind === "note" && <span class="chip">{t("inspection.note")}</span>}
        <time dateTime={entry.at}>{dayAndTime(entry.at)}</time>
      </header>
      <p dir="auto" class="inspected-text">{withdrawn ? t("inspection.withdrawn") : text || file?.name}</p>
      <Remark open={open} seq={seq} />
    </article>
  );
}

function Remark({ open, seq }: { open: OpenInspection; seq: number }) {
  const words = open.draft.comments[seq];
  const isNew = useSignal(false);
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
    const begin = () => {
      isNew.value = true;
      open.comment(seq, "");
    };
    return (
      <Button small kind="quiet" icon="chat" aria-label={t("inspection.comment.on", { seq })} onClick={begin}>
        {t("inspection.comment")}
      </Button>
    );
  }
  return (
    <div class="remark">
      <textarea
        rows={2}
        maxLength={LONGEST}
        dir="auto"
        autofocus={isNew.value}
        aria-label={t("inspection.comment.on", { seq })}
        value={words}
        onInput={(event) => open.comment(seq, event.currentTarget.value)}
      />
      <Button
        small
        kind="quiet"
        aria-label={t("inspection.comment.drop.of", { seq })}
        onClick={() => open.comment(seq, null)}
      >
        {t("inspection.comment.drop")}
      </Button>
    </div>
  );
}
