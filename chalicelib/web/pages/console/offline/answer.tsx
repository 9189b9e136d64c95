/** Where the answer to a message left is written, and by which ways it goes. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { AnswerPreview, MessageView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { isSend, useShortcuts } from "../../kit/keys.ts";
import type { AnswerDraft, Way } from "./answer-draft.ts";
import { movesOf } from "./moves.ts";
import type { OpenMessage } from "./work.ts";

const PICTURES: Record<Way, IconName> = { email: "mail", sms: "phone", widget: "chat" };

export function Answer({ open, message }: { open: OpenMessage; message: MessageView }) {
  const moves = movesOf(open.desk);
  const element = useRef<HTMLTextAreaElement>(null);
  const draft = useMemo(() => moves.draftOf(open, message), []);
  const isGoing = moves.isAnswering(open.id);
  const refusal = moves.refusalOf(open.id);
  const { price } = draft;
  useLayoutEffect(() => {
    element.current!.focus();
    draft.askPrice();
    return () => draft.stop();
  }, []);
  useShortcuts(() => [
    { keys: "Alt+r", label: () => t("keys.reply"), whileTyping: true, run: () => element.current?.focus() },
  ], []);

  const send = () => {
    if (isGoing || !draft.isReady) return;
    moves.answer(message, draft);
    element.current?.focus();
  };

  return (
    <div class="composer answer-composer">
      <textarea
        ref={element}
        rows={4}
        dir="auto"
        aria-label={t("answer.label")}
        placeholder={t("answer.hint")}
        aria-describedby="answer-count"
        aria-invalid={draft.isOver}
        readOnly={isGoing}
        value={draft.text}
        onInput={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <fieldset class="ways" disabled={isGoing}>
        <legend>{t("answer.ways")}</legend>
        {draft.ways.map((way) => <WayBox key={way} way={way} draft={draft} message={message} />)}
      </fieldset>
      {price && <p class="answer-price" role="status">{priceWords(price)}</p>}
      {refusal && <p class="note error" role="alert">{refusal}</p>}
      {isGoing ? <Going open={open} /> : <SendBar draft={draft} onSend={send} />}
    </div>
  );
}

function SendBar({ draft, onSend }: { draft: AnswerDraft; onSend: () => void }) {
  const isWrong = draft.isOver || !draft.by.length;
  return (
    <div class="composer-foot">
      <span class="composer-keys">{t("answer.keys")}</span>
      <span class={classes("composer-count", isWrong && "over")} id="answer-count">
        {t(draft.by.length ? "composer.count" : "answer.no_way", { count: draft.length, limit: draft.limit })}
      </span>
      <Button kind="primary" disabled={!draft.isReady} onClick={onSend}>{t("answer.send")}</Button>
    </div>
  );
}

/** It is about to be sent, or is being sent. */
function Going({ open: { id, desk } }: { open: OpenMessage }) {
  const moves = movesOf(desk);
  return (
    <div class="composer-foot">
      <span class="composer-going" id="answer-count">{t("answer.sending")}</span>
      {moves.canUndo(id) && <Button onClick={() => moves.undo(id)}>{t("undo")}</Button>}
    </div>
  );
}

function WayBox({ way, draft, message }: { way: Way; draft: AnswerDraft; message: MessageView }) {
  const address = { email: message.email, sms: message.mobile, widget: null }[way];
  return (
    <label class="way">
      <input
        type="checkbox"
        checked={draft.by.includes(way)}
        onChange={(event) => draft.choose(way, event.currentTarget.checked)}
      />
      <Icon name={PICTURES[way]} />
      <span>{t(`channel.${way}`)}</span>
      {address && <small dir="ltr">{address}</small>}
    </label>
  );
}

const priceWords = ({ segments, cost_fen: fen, signed }: AnswerPreview): string =>
  t(signed ? "answer.price" : "answer.unsigned", { segments, price: (fen / 100).toFixed(2) });
