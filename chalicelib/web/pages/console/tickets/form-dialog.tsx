/** A dialog in which something is asked for: it stays, with all that was typed, until it worked. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialogs.tsx";
import type { Refused } from "./work.ts";

interface FormDialogProps {
  title: string;
  submit: string;
  /** Null when it is done; else why not. */
  act: (form: HTMLFormElement) => Promise<Refused | null>;
  onInput?: (form: HTMLFormElement) => void;
  close: () => void;
  disabled?: boolean;
  class?: string;
  children: ComponentChildren;
}

export function FormDialog(
  { title, submit, act, onInput, close, disabled, class: own = "ticket-dialog", children }: FormDialogProps,
) {
  const trouble = useSignal("");
  const busy = useSignal(false);
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => alert.current?.scrollIntoView({ block: "nearest" }), [trouble.value]);
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy.peek()) return;
    busy.value = true;
    trouble.value = "";
    const refused = await act(event.currentTarget as HTMLFormElement);
    busy.value = false;
    if (refused) trouble.value = refused.words;
    else close();
  };
  return (
    <Dialog title={title} class={own} onClose={close}>
      <form onSubmit={attempt} onInput={(event) => onInput?.(event.currentTarget)}>
        <div class="dialog-fields">{children}</div>
        {trouble.value && <p class="note error" role="alert" ref={alert}>{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || disabled}>{submit}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface WordsProps {
  name: string;
  label: string;
  hint?: string;
  limit: number;
  rows?: number;
  required?: boolean;
  value?: string;
}

/** Words of several lines. */
export function WordsField({ name, label, hint, limit, rows = 3, required, value = "" }: WordsProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <textarea
        name={name}
        rows={rows}
        dir="auto"
        maxLength={limit}
        required={required}
        placeholder={hint}
        defaultValue={value}
      />
    </label>
  );
}

/** What was typed under this name. */
export const typed = (form: HTMLFormElement, name: string): string => String(new FormData(form).get(name) ?? "").trim();
