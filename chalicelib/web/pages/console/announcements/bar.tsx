/** The line above everything while announcements wait to be read; what is urgent stands before the desk. */
import { useSignal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import { announcementOf, placeOfAnnouncement } from "./place.ts";
import { useUrgent } from "./urgent.tsx";

export function UnreadBar() {
  const desk = useDesk();
  const { many, more, reminded } = desk.inbox.announcements;
  /** It was put away at so many, with so many reminders: with one more it is there again. */
  const hidden = useSignal(-1);
  useUrgent(desk);
  const weight = many + reminded;
  if (!many || weight <= hidden.value || announcementOf(desk.selection.place) !== null) return null;
  return (
    <section class="announcements-bar" aria-label={t("announcements.title")}>
      <p role="status">
        <Icon name="bell" /> {t(reminded ? "announcements.waiting.reminded" : "announcements.waiting", {
          count: `${many}${more ? "+" : ""}`,
        })}
      </p>
      <Button small kind="primary" onClick={() => desk.selection.choose(placeOfAnnouncement())}>
        {t("announcements.look")}
      </Button>
      <IconButton icon="cross" label={t("dismiss")} onClick={() => hidden.value = weight} />
    </section>
  );
}
