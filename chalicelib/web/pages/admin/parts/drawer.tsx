/** What stands at the side of the page. Escape puts it away and keeps what was typed; Cancel gives it up. */
import type { ComponentChildren, VNode } from "preact";
import { useId, useMemo } from "preact/hooks";
import { classes, IconButton } from "../../kit/button.tsx";
import { openDialog, useModal } from "../../kit/dialogs.tsx";
import { t } from "../../desk/i18n.ts";
import type { Form, Parts } from "./form.ts";
import { FormView } from "./form.tsx";

interface DrawerProps {
  title: string;
  /** Words for the button that closes it. */
  closing?: string;
  size?: "middle" | "wide";
  /** It has the focus then. */
  onShown?: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

export function Drawer({ title, closing = t("dismiss"), size, onShown, onClose, children }: DrawerProps) {
  const element = useModal(onShown);
  const id = useId();
  return (
    <dialog
      ref={element}
      class={classes("drawer", size)}
      aria-labelledby={id}
      tabIndex={-1}
      onCancel={(event) => {
        // A file chooser inside says cancel, too.
        if (event.target !== element.current) return;
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <header class="drawer-head">
        <h2 id={id} dir="auto">{title}</h2>
        <IconButton icon="cross" label={closing} onClick={onClose} />
      </header>
      <div class="drawer-body">{children}</div>
    </dialog>
  );
}

interface FormDrawerProps<Of extends Parts, Answer> {
  title: string;
  intro?: string;
  /** Above the form. */
  aside?: ComponentChildren;
  /** Of the button that stores it. */
  label: string;
  /** A form of many parts. */
  wide?: boolean;
  laid?: boolean;
  /** Ends with what was stored, or null. */
  close: (answer: Answer | null) => void;
  make: (done: (answer: Answer) => void) => Form<Of, Answer>;
  children: (fields: Of) => ComponentChildren;
}

/** A form in a drawer. */
export function FormDrawer<Of extends Parts, Answer>(props: FormDrawerProps<Of, Answer>) {
  const { title, intro, aside, label, wide, laid, close, make, children } = props;
  const form = useMemo(() => make(close), []);
  return (
    <Drawer
      title={title}
      closing={t("drawer.close")}
      size={wide ? "wide" : undefined}
      onShown={() => form.focus()}
      onClose={() => close(null)}
    >
      {intro && <p class="drawer-intro">{intro}</p>}
      {aside}
      <FormView form={form} label={label} laid={laid} onCancel={() => close(null)}>{children(form.fields)}</FormView>
    </Drawer>
  );
}

/** Opens one; what it was closed with, or null. */
export const openDrawer = <Answer,>(
  render: (close: (answer: Answer | null) => void) => VNode,
  leaving: AbortSignal,
): Promise<Answer | null> => openDialog<Answer>(render, leaving);
