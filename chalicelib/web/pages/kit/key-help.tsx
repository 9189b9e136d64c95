/** The help sheet: what the keys do here and now. */
import { t } from "../desk/i18n.ts";
import { Button } from "./button.tsx";
import { Dialog, openDialog } from "./dialogs.tsx";
import { parts } from "./key-names.ts";
import { shortcuts } from "./keys.ts";

export function showKeyHelp(leaving?: AbortSignal): void {
  openDialog<null>((close) => <KeyHelp close={() => close(null)} />, leaving);
}

/** What is done, by its words, with each of the keys for it. */
function byWords(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { keys, label } of shortcuts.value) {
    const words = label();
    if (!found.get(words)?.includes(keys)) found.set(words, [...found.get(words) ?? [], keys]);
  }
  return found;
}

function KeyHelp({ close }: { close: () => void }) {
  return (
    <Dialog title={t("keys.title")} class="key-help" onClose={close}>
      <dl>
        {[...byWords()].map(([words, keys]) => (
          <div key={words}>
            <dt>
              {keys.map((each) => (
                <span class="key-way" key={each}>{parts(each).map((part) => <kbd key={part}>{part}</kbd>)}</span>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-buttons">
        <Button autofocus onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
