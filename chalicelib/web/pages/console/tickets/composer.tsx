/** Where somebody writes on a ticket: to its customer, or among colleagues. What was typed stays, also over a reload. */
import { signal, useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button, classes } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { isSend, useShortcuts } from "../../kit/keys.ts";
import { RequestDraft } from "../request-draft.ts";
import { LONGEST } from "./rules.ts";
import type { OpenTicket } from "./work.ts";

interface Values {
  text: string;
  public: boolean;
}

/** What is being written on one ticket. */
class EntryDraft {
  readonly #kept: RequestDraft<Values>;
  readonly #values;

  constructor(place: string) {
    this.#kept = new RequestDraft(place);
    this.#values = signal<Values>({ text: this.#kept.get("text", ""), public: this.#kept.get("public", false) });
  }

  get text(): string {
    return this.#values.value.text;
  }

  get isPublic(): boolean {
    return this.#values.value.public;
  }

  get length(): number {
    return [...this.text.trim()].length;
  }

  get isReady(): boolean {
    return this.length > 0 && this.length <= LONGEST.text;
  }

  keep(changes: Partial<Values>): void {
    this.#values.value = { ...this.#values.peek(), ...changes };
    this.#kept.keep(this.#values.peek());
  }

  /** The same name as long as it says the same. */
  request() {
    return this.#kept.request({ text: this.text.trim(), public: this.isPublic });
  }

  forget(): void {
    this.#kept.forget();
    this.#values.value = { ...this.#values.peek(), text: "" };
  }
}

export function Composer({ open }: { open: OpenTicket }) {
  const element = useRef<HTMLTextAreaElement>(null);
  const draft = useMemo(() => new EntryDraft(`ticket.${open.desk.agentId}.${open.id}`), []);
  const busy = useSignal(false);
  const trouble = useSignal("");
  const { isPublic, length } = draft;
  const over = length > LONGEST.text;
  useShortcuts(() => [
    { keys: "Alt+r", label: () => t("keys.reply"), whileTyping: true, run: () => element.current?.focus() },
  ], []);

  const send = async () => {
    if (busy.peek() || !draft.isReady) return;
    busy.value = true;
    trouble.value = "";
    const refused = await open.write(draft.request());
    busy.value = false;
    if (refused) trouble.value = refused.words;
    else draft.forget();
    element.current?.focus();
  };

  return (
    <div class={classes("composer", !isPublic && "as-note")}>
      <div class="composer-head">
        <div class="composer-modes" role="group" aria-label={t("ticket.for")}>
          <Mode
            isChosen={!isPublic}
            icon="lock"
            words={t("ticket.note")}
            choose={() => draft.keep({ public: false })}
          />
          <Mode isChosen={isPublic} icon="chat" words={t("ticket.step")} choose={() => draft.keep({ public: true })} />
        </div>
      </div>
      <textarea
        ref={element}
        rows={2}
        dir="auto"
        aria-label={t(isPublic ? "ticket.step.label" : "ticket.note.label")}
        placeholder={t(isPublic ? "ticket.step.hint" : "ticket.note.hint")}
        aria-invalid={over}
        readOnly={busy.value}
        value={draft.text}
        onInput={(event) => draft.keep({ text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <div class="composer-foot">
        <span class="composer-keys">{t("answer.keys")}</span>
        <span class={classes("composer-count", over && "over")}>
          {length > 0 && t("composer.count", { count: length, limit: LONGEST.text })}
        </span>
        <Button kind="primary" disabled={busy.value || !draft.isReady} onClick={() => void send()}>
          {t(isPublic ? "ticket.step.send" : "ticket.note.send")}
        </Button>
      </div>
    </div>
  );
}

interface ModeProps {
  isChosen: boolean;
  icon: "lock" | "chat";
  words: string;
  choose: () => void;
}

function Mode({ isChosen, icon, words, choose }: ModeProps) {
  return (
    <button type="button" class="composer-mode" aria-pressed={isChosen} onClick={choose}>
      <Icon name={icon} />
      {words}
    </button>
  );
}
