/** Where a reply is written. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button, classes } from "../../kit/button.tsx";
import { isSend, useShortcuts } from "../../kit/keys.ts";
import { isShut, mostCharacters } from "../channels/known.ts";
import { Promised } from "../promises/late.tsx";
import { usePhrases } from "../phrases/picker.tsx";
import { UnsaidNotice } from "../unsaid/notice.tsx";
import { type Found, isStopped } from "../unsaid/unsaid.ts";
import { Chooser, Tray } from "./files.tsx";
import { ComposerHead, EmojiButton, MentionPicker } from "./composer-parts.tsx";
import type { OpenConversation } from "./open.ts";

const LIMIT = 4000;

/** The limit counts code points, as the desk does: an emoji is one, not two. */
const lengthOf = (text: string): number => [...text.trim()].length;

/** Colleagues may quote a visitor in a note, whatever they said. */
const unsaidIn = ({ composing, conversation, desk }: OpenConversation, text: string): Found[] =>
  conversation && !composing.isNote ? desk.unsaid.find(conversation.plan_key, text) : [];

export function Composer({ open, onSend }: { open: OpenConversation; onSend: () => void }) {
  const { composing } = open;
  const element = useRef<HTMLTextAreaElement>(null);
  const typed = useSignal(composing.draft);
  const length = lengthOf(typed.value);
  const cursor = useSignal(0);
  const limit = composing.isNote ? LIMIT : mostCharacters(open.id, LIMIT);
  const over = length > limit;
  const shut = !composing.isNote && isShut(open.id);
  const isNote = composing.isNote;
  const unsaid = unsaidIn(open, typed.value);
  const stopped = isStopped(unsaid);
  const words = isNote ? "composer.note" : "composer";
  useLayoutEffect(() => {
    if (open.wantsFocus) element.current!.focus();
    open.wantsFocus = false;
  }, []);
  useShortcuts(() => [
    { keys: "Alt+r", label: () => t("keys.reply"), whileTyping: true, run: () => element.current?.focus() },
  ], []);

  const noteChange = () => {
    const { value } = element.current!;
    composing.keep(value);
    cursor.value = element.current!.selectionStart;
    // A note is nothing that the visitor hears of.
    if (value.trim() && !composing.isNote) open.transcript.types();
    else open.transcript.typesNoMore();
    typed.value = value;
    phrases.notice();
  };
  const phrases = usePhrases(open, element, noteChange);
  const send = () => {
    const text = element.current!.value.trim();
    const kept = unsaidIn(open, text).filter(({ entry }) => entry.effect === "stop");
    for (const { entry } of kept) composing.heed("stopped", entry.word_id);
    if (!text || lengthOf(text) > limit || shut || kept.length) return;
    element.current!.value = "";
    onSend();
    composing.send(text);
    noteChange();
    element.current!.focus();
  };

  const put = (text: string, at: number) => {
    element.current!.value = text;
    element.current!.setSelectionRange(at, at);
    noteChange();
    element.current!.focus();
  };
  const insert = (text: string) => {
    const { value, selectionStart: from, selectionEnd: to } = element.current!;
    put(value.slice(0, from) + text + value.slice(to), from + text.length);
  };

  const { inserted } = composing;
  useLayoutEffect(() => {
    if (inserted === null) return;
    const { value, selectionStart: at } = element.current!;
    insert(/\S$/.test(value.slice(0, at)) ? `\n${inserted}` : inserted);
    composing.insert(null);
  }, [inserted]);

  const replace = ({ start, end, word, better, entry }: Found) => {
    const { value } = element.current!;
    // What was typed since is not overwritten.
    if (value.slice(start, end) === word) {
      composing.heed("replaced", entry.word_id);
      put(value.slice(0, start) + better + value.slice(end), start + better!.length);
    }
  };

  return (
    <div class={classes("composer", isNote && "as-note")}>
      <Promised open={open} />
      <ComposerHead open={open} focus={() => element.current?.focus()} />
      {isNote && <MentionPicker open={open} text={element.current?.value ?? ""} cursor={cursor.value} onPicked={put} />}
      {phrases.view}
      <Tray conversationId={open.id} />
      <textarea
        id="reply"
        ref={element}
        rows={2}
        dir="auto"
        aria-label={t(`${words}.label`)}
        placeholder={t(`${words}.hint`)}
        aria-describedby="reply-count reply-unsaid"
        aria-invalid={over || stopped}
        defaultValue={composing.draft}
        {...phrases.aria}
        onInput={noteChange}
        onClick={phrases.notice}
        onBlur={phrases.dismiss}
        onKeyDown={(event) => {
          if (phrases.press(event)) return;
          if (event.key === "Escape" && composing.quoted) composing.quote(null);
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <UnsaidNotice id="reply-unsaid" found={unsaid} replace={replace} />
      <div class="composer-foot">
        <Chooser open={open} />
        <EmojiButton insert={insert} />
        <span class="composer-keys">{t("composer.keys")}</span>
        <span class={classes("composer-count", over && "over")} id="reply-count">
          {over ? t("composer.over", { over: length - limit }) : t("composer.count", { count: length, limit })}
        </span>
        <Button
          kind="primary"
          disabled={length === 0 || over || stopped || shut}
          title={stopped ? t("unsaid.stopped") : undefined}
          aria-describedby={stopped ? "reply-unsaid" : shut ? "channel-line" : undefined}
          onClick={send}
        >
          {t(`${words}.send`)}
        </Button>
      </div>
    </div>
  );
}
