/** Where the answer to a message left is written, and by which ways it goes. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { AnswerPreview, MessageView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { isSend, useShortcuts } from "../../kit/keys.ts";
import { AnswerDraft, type Way } from "./answer-draft.ts";
import type { OpenMessage } from "./work.ts";

const PICTURES: Record<Way, IconName> = { email: "mail", sms: "phone", widget: "chat" };

export function Answer({ open, message }: { open: OpenMessage; message: MessageView }) {
  const element = useRef<HTMLTextAreaElement>(null);
  const draft = useMemo(() => draftOf(open, message), []);
  const busy = useSignal(false);
  const trouble = useSignal("");
  const price = draft.price;
  const isWrong = draft.isOver || !draft.by.length;
  useLayoutEffect(() => element.current!.focus(), []);
  useEffect(() => {
    draft.askPrice();
    return () => draft.stop();
  }, []);
  useShortcuts(() => [
    { keys: "Alt+r", label: () => t("keys.reply"), whileTyping: true, run: () => element.current?.focus() },
  ], []);

  const send = async () => {
    if (busy.peek() || !draft.isReady) return;
    busy.value = true;
    trouble.value = "";
    const failed = await open.answer(draft.request());
    busy.value = false;
    if (failed) trouble.value = failed;
    else draft.forget();
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
        readOnly={busy.value}
        value={draft.text}
        onInput={(event) => draft.write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      <fieldset class="ways">
        <legend>{t("answer.ways")}</legend>
        {draft.ways.map((way) => <WayBox key={way} way={way} draft={draft} message={message} />)}
      </fieldset>
      {price && <p class="answer-price" role="status">{priceWords(price)}</p>}
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <div class="composer-foot">
        <span class="composer-keys">{t("answer.keys")}</span>
        <span class={classes("composer-count", isWrong && "over")} id="answer-count">
          {t(draft.by.length ? "composer.count" : "answer.no_way", { count: draft.length, limit: draft.limit })}
        </span>
        <Button kind="primary" disabled={busy.value || !draft.isReady} onClick={() => void send()}>
          {t(busy.value ? "answer.sending" : "answer.send")}
        </Button>
      </div>
    </div>
  );
}

/** What a page that was left before the receipt came has stored is not offered for sending again. */
function draftOf(open: OpenMessage, message: MessageView): AnswerDraft {
  const draft = new AnswerDraft(message, open.desk.agentId, (text) => open.preview(text));
  if (draft.text && open.isThere(draft.text.trim())) draft.forget();
  return draft;
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
