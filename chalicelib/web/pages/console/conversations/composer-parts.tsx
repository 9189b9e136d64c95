/** What stands around the words of a reply: who reads them, what they answer, whom a note names, and emoji. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { agentName, visitorName } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import { IconButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { mentionAt, withMention } from "./composing.ts";
import type { OpenConversation } from "./open.ts";

const MOST_SHOWN = 6;

interface HeadProps {
  open: OpenConversation;
  focus: () => void;
}

/** Reply or note, and the message that is being answered. */
export function ComposerHead({ open, focus }: HeadProps) {
  const { composing } = open;
  const choose = (isNote: boolean) => {
    composing.writeNote(isNote);
    focus();
  };
  useShortcuts(() => [
    { keys: "Alt+n", label: () => t("keys.note"), whileTyping: true, run: () => choose(!composing.isNote) },
    { keys: "Alt+q", label: () => t("keys.quote"), whileTyping: true, run: () => quoteLast(open, focus) },
  ], []);
  return (
    <div class="composer-head">
      <div class="composer-modes" role="group" aria-label={t("composer.mode")}>
        {[false, true].map((isNote) => (
          <button
            key={String(isNote)}
            type="button"
            class="composer-mode"
            aria-pressed={composing.isNote === isNote}
            onClick={() => choose(isNote)}
          >
            {isNote && <Icon name="lock" />}
            {t(isNote ? "composer.note" : "composer.reply")}
          </button>
        ))}
      </div>
      <Quoted open={open} focus={focus} />
    </div>
  );
}

function quoteLast(open: OpenConversation, focus: () => void): void {
  const isWord = ({ kind, author }: { kind: string; author: { kind: string } }) =>
    kind === "message" && author.kind === "visitor";
  const last = open.transcript.shown.findLast(isWord);
  if (last) open.composing.quote(last);
  focus();
}

function Quoted({ open, focus }: HeadProps) {
  const { quoted } = open.composing;
  if (!quoted) return null;
  const who = quoted.author.kind === "agent" ? agentName(quoted.author) : visitorName(open.conversation ?? {});
  const drop = () => {
    open.composing.quote(null);
    focus();
  };
  const label = t("composer.quoting", { who: `\u2068${who}\u2069` });
  return (
    <p class="quote-bar" role="group" aria-label={label}>
      <span>{label}</span>
      <bdi>{quoted.text}</bdi>
      <IconButton icon="cross" label={t("composer.quoting.stop")} onClick={drop} />
    </p>
  );
}

interface PickerProps {
  open: OpenConversation;
  text: string;
  cursor: number;
  onPicked: (text: string, cursor: number) => void;
}

/** Colleagues whose name begins with what stands after the @. */
export function MentionPicker({ open, text, cursor, onPicked }: PickerProps) {
  const { colleagues, agentId } = open.desk;
  const written = mentionAt(text, cursor);
  const isAsked = written !== null;
  useEffect(() => isAsked ? colleagues.follow() : undefined, [isAsked]);
  if (written === null) return null;
  const wanted = written.toLowerCase();
  const fits = colleagues.agents.filter(({ agent_id: id, name, number }) =>
    id !== agentId && (name.toLowerCase().includes(wanted) || number.startsWith(wanted))
  );
  if (!fits.length) return null;
  return (
    <div class="mentions" role="group" aria-label={t("composer.mention")}>
      {fits.slice(0, MOST_SHOWN).map((colleague) => (
        <button
          key={colleague.agent_id}
          type="button"
          onClick={() => {
            open.composing.name(colleague);
            const after = withMention(text, cursor, colleague.name);
            onPicked(after.text, after.cursor);
          }}
        >
          @<bdi>{colleague.name}</bdi> <small>{colleague.number}</small>
        </button>
      ))}
    </div>
  );
}

/** The choice of emoji is fetched when it is asked for first. */
export function EmojiButton({ insert }: { insert: (text: string) => void }) {
  const isOpen = useSignal(false);
  const place = useRef<HTMLSpanElement>(null);
  const choice = useRef<HTMLDivElement>(null);
  const pick = useRef(insert);
  pick.current = insert;
  useEffect(() => {
    if (!isOpen.value) return;
    void fetched(() => import("../../desk/emoji-picker.ts")).then((module) => {
      if (choice.current) module?.fill(choice.current, language.code, (emoji) => pick.current(emoji));
    });
  }, [isOpen.value]);
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    isOpen.value = false;
    place.current?.querySelector("button")?.focus();
  };
  return (
    <span class="emoji-place" ref={place} onKeyDown={leave}>
      <IconButton
        icon="smile"
        label={t("composer.emoji")}
        aria-expanded={isOpen.value}
        onClick={() => isOpen.value = !isOpen.value}
      />
      {isOpen.value && <div class="emoji-picker" role="group" aria-label={t("composer.emoji")} ref={choice} />}
    </span>
  );
}
