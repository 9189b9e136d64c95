/** The phrases that appear above the composer behind a slash, and the keys that choose among them. */
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { PhraseView } from "../../desk/operations.ts";
import { classes, LinkButton } from "../../kit/button.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import type { OpenConversation } from "../conversations/open.ts";
import { openOwnPhrases } from "./open.ts";
import { askedAt } from "./ranking.ts";

interface Picker {
  view: VNode | null;
  /** What an assistant needs to know of the field. */
  aria: Record<string, string | undefined>;
  /** The words or the caret have changed. */
  notice: () => void;
  /** Somebody writes elsewhere. */
  dismiss: () => void;
  /** Whether the key was for the phrases. */
  press: (event: KeyboardEvent) => boolean;
}

/** `element`: where is typed; `changed`: hears of what was put there. */
export function usePhrases(
  open: OpenConversation,
  element: { current: HTMLTextAreaElement | null },
  changed: () => void,
): Picker {
  const { phrases } = open.desk;
  const asked = useSignal<{ query: string; start: number } | null>(null);
  const active = useSignal(0);
  const dismissed = useRef<string | null>(null);
  const id = useId();
  const found = asked.value ? phrases.find(asked.value.query) : [];
  const isOpen = asked.value !== null && (found.length > 0 || asked.value.query === "");

  const notice = () => {
    const { value, selectionEnd } = element.current!;
    const next = askedAt(value, selectionEnd);
    // Closed by hand it stays closed as long as the same slash is there.
    if (!next || value.slice(0, next.start + 1) !== dismissed.current) dismissed.current = null;
    if (next?.query !== asked.peek()?.query) active.value = 0;
    asked.value = dismissed.current === null ? next : null;
  };
  const close = () => {
    dismissed.current = asked.peek() && element.current!.value.slice(0, asked.peek()!.start + 1);
    asked.value = null;
  };
  const insert = async (phrase: PhraseView) => {
    const { start, query } = asked.peek()!;
    close();
    const words = await phrases.said(open.id, phrase);
    const field = element.current;
    if (!field) return;
    const typed = `/${query}`;
    const isThere = field.value.slice(start, start + typed.length) === typed;
    const from = isThere ? start : field.selectionEnd;
    field.setRangeText(words, from, isThere ? start + typed.length : from, "end");
    field.focus();
    changed();
  };
  const press = (event: KeyboardEvent): boolean => {
    if (!isOpen || event.isComposing || event.keyCode === 229 || event.altKey) return false;
    const { key, shiftKey } = event;
    if (key === "Escape") close();
    else if (!found.length || shiftKey) return false;
    else if (key === "ArrowDown") active.value = (active.value + 1) % found.length;
    else if (key === "ArrowUp") active.value = (active.value + found.length - 1) % found.length;
    else if (key === "Enter" || key === "Tab") void insert(found[active.value]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const ask = () => {
    const field = element.current!;
    field.focus();
    const isFree = /(^|\s)$/.test(field.value.slice(0, field.selectionEnd));
    field.setRangeText(isFree ? "/" : " /", field.selectionEnd, field.selectionEnd, "end");
    dismissed.current = null;
    changed();
  };
  useShortcuts(() => [{ keys: "Alt+p", label: () => t("keys.phrases"), whileTyping: true, run: ask }], []);
  useEffect(() => {
    const chosen = document.getElementById(`${id}-${active.value}`);
    chosen?.scrollIntoView({ block: "nearest" });
  }, [active.value, isOpen]);

  const view = isOpen
    ? <Found id={id} found={found} active={active.value} choose={(each) => void insert(each)} open={open} />
    : null;
  const aria = isOpen && found.length ? { "aria-controls": id, "aria-activedescendant": `${id}-${active.value}` } : {};
  return { view, aria, notice, dismiss: () => asked.value = null, press };
}

interface FoundProps {
  id: string;
  found: PhraseView[];
  active: number;
  choose: (phrase: PhraseView) => void;
  open: OpenConversation;
}

function Found({ id, found, active, choose, open }: FoundProps) {
  return (
    <div class="phrases">
      {found.length > 0
        ? (
          <ul id={id} role="listbox" aria-label={t("phrases.label")}>
            {found.map((phrase, at) => (
              <li
                key={phrase.phrase_id}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                class={classes("phrase", at === active && "active")}
                // The focus stays where is typed.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(phrase)}
              >
                <b dir="auto">{phrase.title}</b>
                {phrase.shortcut && <code>/{phrase.shortcut}</code>}
                <span class="phrase-reach">{t(`phrases.reach.${phrase.reach}`)}</span>
                <span class="phrase-text" dir="auto">{phrase.text}</span>
              </li>
            ))}
          </ul>
        )
        : <p>{t("phrases.none")}</p>}
      <div class="phrases-foot" onMouseDown={(event) => event.preventDefault()}>
        <span>{t("phrases.keys")}</span>
        <LinkButton onClick={() => void openOwnPhrases(open.desk)}>{t("phrases.own")}</LinkButton>
      </div>
    </div>
  );
}
