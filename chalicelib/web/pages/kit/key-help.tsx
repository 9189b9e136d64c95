/** The help sheet: what the keys do here and now. */
import { t } from "../desk/i18n.ts";
import { Button } from "./button.tsx";
import { Dialog, openDialog } from "./dialogs.tsx";
import { shortcuts } from "./keys.ts";

const SHOWN: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Enter: "⏎" };

const parts = (keys: string): string[] => keys === "+" ? ["+"] : keys.split("+").map((key) => SHOWN[key] ?? key);

export function showKeyHelp(leaving?: AbortSignal): void {
  openDialog<null>((close) => <KeyHelp close={() => close(null)} />, leaving);
}

function KeyHelp({ close }: { close: () => void }) {
  return (
    <Dialog title={t("keys.title")} class="key-help" onClose={close}>
      <dl>
        {shortcuts.value.map(({ keys, label }) => (
          <div key={keys}>
            <dt>{parts(keys).map((part) => <kbd key={part}>{part}</kbd>)}</dt>
            <dd>{label()}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-buttons">
        <Button autofocus onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
