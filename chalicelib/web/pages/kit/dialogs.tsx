/**
 * What stands before the page until it is answered. A page has one `<Dialogs />`; whoever opens one gets its answer as a
 * promise. Escape, Cancel, a click beside it, and leaving the page are no.
 */
import { signal } from "@preact/signals";
import type { ComponentChildren, VNode } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../desk/i18n.ts";
import { Button, classes } from "./button.tsx";

/** Ends the dialog with this answer. */
type Close<Answer> = (answer: Answer | null) => void;

interface Open {
  key: number;
  content: VNode;
  close: Close<never>;
}

const open = signal<Open[]>([]);
let opened = 0;

/** Shows what `render` makes until it is closed: its answer, or null. `leaving` closes it, too. */
export function openDialog<Answer>(
  render: (close: Close<Answer>) => VNode,
  leaving?: AbortSignal,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    const key = ++opened;
    const close: Close<Answer> = (answer) => {
      open.value = open.value.filter((each) => each.key !== key);
      leaving?.removeEventListener("abort", leave);
      resolve(answer);
    };
    const leave = () => close(null);
    leaving?.addEventListener("abort", leave);
    open.value = [...open.value, { key, content: render(close), close }];
  });
}

/** Where dialogs appear. */
export function Dialogs() {
  return <>{open.value.map(({ key, content }) => <div key={key}>{content}</div>)}</>;
}

interface DialogProps {
  title: string;
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}

/** An element that stands before the page as long as it is there, and gives the focus back. `onShown`: it has it then. */
export function useModal(onShown?: () => void): { current: HTMLDialogElement | null } {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current!;
    const before = document.activeElement;
    dialog.showModal();
    onShown?.();
    return () => {
      // While it is open nothing beside it can have the focus.
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return element;
}

/** A modal dialog with its heading. */
export function Dialog({ title, onClose, class: own, children }: DialogProps) {
  const element = useModal();
  const id = useId();
  return (
    <dialog
      ref={element}
      class={classes("dialog", own)}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === element.current && onClose()}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

interface Question {
  title: string;
  paragraphs: string[];
  confirm: string;
  /** What is to be filled in, below the words. */
  more?: ComponentChildren;
  /** False where saying yes destroys nothing. */
  danger?: boolean;
}

/** Asks before something that cannot be undone. */
export async function confirmed(question: Question, leaving?: AbortSignal): Promise<boolean> {
  return await openDialog<boolean>((close) => <Confirmation {...question} close={close} />, leaving) ?? false;
}

function Confirmation(
  { title, paragraphs, confirm, more, danger = true, close }: Question & { close: Close<boolean> },
) {
  return (
    <Dialog title={title} onClose={() => close(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close(true);
        }}
      >
        {paragraphs.map((text) => <p key={text}>{text}</p>)}
        {more}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind={danger ? "danger" : "primary"} autofocus>{confirm}</Button>
        </div>
      </form>
    </Dialog>
  );
}
