/** Where a reply is written. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button, classes } from "../../kit/button.tsx";
import { isSend, useShortcuts } from "../../kit/keys.ts";
import { usePhrases } from "../phrases/picker.tsx";
import { Chooser, Tray } from "./files.tsx";
import type { OpenConversation } from "./open.ts";

const LIMIT = 4000;

/** The limit counts code points, as the desk does: an emoji is one, not two. */
const lengthOf = (text: string): number => [...text.trim()].length;

export function Composer({ open, onSend }: { open: OpenConversation; onSend: () => void }) {
  const { drafts, outbox } = open.desk;
  const element = useRef<HTMLTextAreaElement>(null);
  const length = useSignal(lengthOf(drafts.get(open.id)));
  const over = length.value > LIMIT;
  useLayoutEffect(() => {
    if (open.wantsFocus) element.current!.focus();
    open.wantsFocus = false;
  }, []);
  useShortcuts(() => [
    { keys: "Alt+r", label: () => t("keys.reply"), whileTyping: true, run: () => element.current?.focus() },
  ], []);

  const noteChange = () => {
    const { value } = element.current!;
    drafts.set(open.id, value);
    if (value.trim()) open.transcript.types();
    else open.transcript.typesNoMore();
    length.value = lengthOf(value);
    phrases.notice();
  };
  const phrases = usePhrases(open, element, noteChange);
  const send = () => {
    const text = element.current!.value.trim();
    if (!text || lengthOf(text) > LIMIT) return;
    element.current!.value = "";
    onSend();
    outbox.write(open.id, text);
    noteChange();
    element.current!.focus();
  };

  return (
    <div class="composer">
      {phrases.view}
      <Tray conversationId={open.id} />
      <textarea
        id="reply"
        ref={element}
        rows={2}
        dir="auto"
        aria-label={t("composer.label")}
        placeholder={t("composer.hint")}
        aria-describedby="reply-count"
        aria-invalid={over}
        defaultValue={drafts.get(open.id)}
        {...phrases.aria}
        onInput={noteChange}
        onClick={phrases.notice}
        onBlur={phrases.dismiss}
        onKeyDown={(event) => {
          if (phrases.press(event) || !isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="composer-foot">
        <Chooser open={open} />
        <span class="composer-keys">{t("composer.keys")}</span>
        <span class={classes("composer-count", over && "over")} id="reply-count">
          {over
            ? t("composer.over", { over: length.value - LIMIT })
            : t("composer.count", { count: length.value, limit: LIMIT })}
        </span>
        <Button kind="primary" disabled={length.value === 0 || over} onClick={send}>{t("composer.send")}</Button>
      </div>
    </div>
  );
}
