/** Short words at the foot of the page that stop nobody's work; read out politely. A page has one `<Toasts />`. */
import { signal } from "@preact/signals";
import { t } from "../desk/i18n.ts";
import { IconButton, LinkButton } from "./button.tsx";

const TOAST_MS = 6000;

interface Saying {
  kind?: "info" | "warning";
  /** Until it is dismissed. */
  stays?: boolean;
  /** What there is to do about it, such as undoing it. */
  action?: { label: string; run: () => void } | null;
}

interface Toast extends Saying {
  text: string;
  end: ReturnType<typeof setTimeout> | null;
}

const toast = signal<Toast | null>(null);

function dismiss(): void {
  if (toast.peek()?.end) clearTimeout(toast.peek()!.end!);
  toast.value = null;
}

/** Says it in the place of what was said before. Returns what takes it away. */
export function say(text: string, { kind = "info", stays = false, action = null }: Saying = {}): () => void {
  dismiss();
  const end = stays ? null : setTimeout(dismiss, TOAST_MS);
  const mine: Toast = { text, kind, action, end };
  toast.value = mine;
  return () => {
    if (toast.peek() === mine) dismiss();
  };
}

export function Toasts() {
  const shown = toast.value;
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown && (
        <div class={`toast ${shown.kind}`}>
          <span dir="auto">{shown.text}</span>
          {shown.action && (
            <LinkButton
              onClick={() => {
                dismiss();
                shown.action!.run();
              }}
            >
              {shown.action.label}
            </LinkButton>
          )}
          <IconButton icon="cross" label={t("dismiss")} onClick={dismiss} />
        </div>
      )}
    </div>
  );
}
