/** The supervisors' button for the panel that shows who is there. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { IconButton } from "../../kit/button.tsx";
import { people } from "./late.ts";

/** The button for the bar and the panel it opens. */
export function People() {
  const isOpen = useSignal(false);
  return (
    <>
      <IconButton icon="people" label={t("people.title")} popovertarget="people" />
      <div
        class="people"
        id="people"
        popover="auto"
        role="dialog"
        aria-label={t("people.title")}
        onToggle={(event) => isOpen.value = event.newState === "open"}
      >
        {isOpen.value && <Panel />}
      </div>
    </>
  );
}

function Panel() {
  const late = people.use();
  return late ? <late.Panel /> : null;
}
