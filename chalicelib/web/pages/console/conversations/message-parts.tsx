/** What a message in the log has besides its words: what it answers, what became of it, and what can be done with it. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { CHANGED_WITHIN_MS } from "../../desk/revisions.ts";
import { ticked } from "../../desk/time.ts";
import { Button, classes, IconButton, LinkButton } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { isSend } from "../../kit/keys.ts";
import { Linked } from "../../kit/linked.tsx";
import { makeTicket } from "../tickets/late.tsx";
import type { OpenConversation } from "./open.ts";
import type { Message } from "./rows.ts";

interface PartProps {
  open: OpenConversation;
  message: Message;
}

/** The message that this one answers; it leads there. */
export function Quote({ open, message: { quote, quoted } }: PartProps) {
  if (!quote) return null;
  const words = quoted ? (quoted.withdrawn ? t("message.withdrawn") : quoted.text) : t("message.quoted.far");
  return (
    <button type="button" class="quote" title={t("message.quoted")} onClick={() => void goTo(open, quote)}>
      {quoted?.author.kind === "agent" && <bdi class="quote-who">{agentName(quoted.author)}</bdi>}
      <bdi>{words}</bdi>
    </button>
  );
}

/** Scrolls to an entry, and fetches what came before until it is there. */
async function goTo(open: OpenConversation, seq: number): Promise<void> {
  const { transcript } = open;
  while (transcript.hasOlder && (transcript.entries[0]?.seq ?? 0) > seq) {
    await transcript.older();
    if (transcript.olderFailed) return;
  }
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const element = document.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  element?.scrollIntoView({ block: "center" });
  element?.classList.add("found");
  setTimeout(() => element?.classList.remove("found"), 1500);
}

/** That it was edited, with the former words for who may see them. */
export function Revised({ message: { revised, former, withdrawn } }: { message: Message }) {
  if (!revised) return null;
  return (
    <div class="revised">
      {!withdrawn && <span>{t("message.edited")}</span>}
      {former && <bdi>{t("message.former", { text: former })}</bdi>}
    </div>
  );
}

type Maskable = Pick<Message, "text" | "masked" | "as_written">;

/** The words, as links; what is masked is shown by a button to those who may see it. */
export function Written({ message: { text, masked, as_written: asWritten } }: { message: Maskable }) {
  const isShown = useSignal(false);
  if (!masked) return <Linked text={text} />;
  return (
    <>
      <Linked text={isShown.value && asWritten ? asWritten : text} />
      {asWritten && (
        <LinkButton onClick={() => (isShown.value = !isShown.value)}>
          {t(isShown.value ? "message.mask" : "message.unmask")}
        </LinkButton>
      )}
    </>
  );
}

/** Quote, make a ticket of it, edit, withdraw: at the pointer, with the focus, and after a long press. */
export function MessageMenu({ open, message }: PartProps) {
  const { composing, desk } = open;
  const { author, seq, at, text, withdrawn, unsent, isNote } = message;
  if (seq === null || unsent || withdrawn) return null;
  const isMine = author.kind === "agent" && author.id === desk.agentId;
  const until = new Date(at).getTime() + CHANGED_WITHIN_MS;
  // Only what is fresh is looked at again with each tick.
  const isFresh = isMine && Date.now() < until && ticked() < until;
  const quote = () => {
    composing.quote({ seq, text, author });
    document.getElementById("reply")?.focus();
  };
  return (
    <div class="message-menu" role="group" aria-label={t("message.actions")}>
      {!isNote && <IconButton icon="quote" label={t("message.quote")} onClick={quote} />}
      {!isNote && desk.session.can("tickets.work") && (
        <IconButton
          icon="ticket"
          label={t("tickets.make")}
          onClick={() => void makeTicket(desk, { origin: { kind: "conversation", id: open.id, seqs: [seq] } })}
        />
      )}
      {isFresh && <IconButton icon="pencil" label={t("message.edit")} onClick={() => composing.edit(seq)} />}
      {isFresh && <IconButton icon="undo" label={t("message.withdraw")} onClick={() => void withdraw(open, message)} />}
    </div>
  );
}

async function withdraw(open: OpenConversation, { seq, isNote }: Message): Promise<void> {
  const what = isNote ? "note" : "message";
  const isSure = await confirmed({
    title: t(`${what}.withdraw.sure`),
    paragraphs: [t(`${what}.withdraw.body`)],
    confirm: t("message.withdraw"),
  });
  if (isSure) await open.change(seq!, null, isNote);
}

/** A message's words, while they are being changed in their place. */
export function EditForm({ open, message: { seq, text, isNote } }: PartProps) {
  const element = useRef<HTMLTextAreaElement>(null);
  const busy = useSignal(false);
  const done = () => open.composing.edit(null);
  useEffect(() => {
    element.current!.focus();
    element.current!.select();
  }, []);
  const save = async () => {
    const words = element.current!.value.trim();
    if (!words || busy.value) return;
    busy.value = true;
    if (words === text || await open.change(seq!, words, isNote)) done();
    busy.value = false;
  };
  return (
    <form
      class={classes("message-edit")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <textarea
        ref={element}
        rows={2}
        dir="auto"
        maxLength={4000}
        aria-label={t("message.edit.label")}
        defaultValue={text}
        onKeyDown={(event) => {
          if (event.key === "Escape") done();
          if (!isSend(event)) return;
          event.preventDefault();
          void save();
        }}
      />
      <div class="dialog-buttons">
        <Button small onClick={done}>{t("cancel")}</Button>
        <Button small submits kind="primary" disabled={busy.value}>{t("message.save")}</Button>
      </div>
    </form>
  );
}
