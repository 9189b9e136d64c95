/** How a form looks: what it has to say, its fields, and its buttons. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button, LinkButton } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import type { Form, Parts } from "./form.ts";

interface FormViewProps<Of extends Parts, Answer> {
  form: Form<Of, Answer>;
  /** Of the button that stores it. */
  label: string;
  /** If it can be given up. */
  onCancel?: () => void;
  /** The fields, if they do not simply stand below each other. */
  laid?: boolean;
  /** Beside the button that stores it. */
  beside?: ComponentChildren;
  children: ComponentChildren;
}

export function FormView<Of extends Parts, Answer>(props: FormViewProps<Of, Answer>) {
  const { form, label, onCancel, laid = false, beside, children } = props;
  const note = useRef<HTMLParagraphElement>(null);
  useEffect(() => form.keep(), [form]);
  useEffect(() => {
    if (form.note?.kind === "warning") note.current?.scrollIntoView({ block: "nearest" });
  }, [form.note]);
  const giveUp = () => {
    form.discardDraft();
    onCancel?.();
  };
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <p ref={note} class={`note ${form.note?.kind ?? ""}`} role="alert" hidden={!form.note}>
        {form.note?.text} {form.note?.restored && <LinkButton onClick={form.startOver}>{t("form.discard")}</LinkButton>}
      </p>
      {laid ? children : <div class="form-fields">{children}</div>}
      <div class="form-buttons">
        <Button submits kind="primary" disabled={form.busy}>{form.busy ? t("form.busy") : label}</Button>
        {beside}
        {onCancel && <Button onClick={giveUp}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}
