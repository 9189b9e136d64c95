/** Urgent announcements stand before the desk until each is confirmed: before the next conversation is taken or answered. */
import { useEffect, useMemo } from "preact/hooks";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import { Reading } from "./reading.ts";
import { Body, Facts } from "./said.tsx";

const shown = new WeakSet<Desk>();

/** Nobody is torn out of a sentence: who writes has the dialog once they stop, or look at something else. */
const isWriting = (on: EventTarget | null = document.activeElement): boolean =>
  on instanceof HTMLTextAreaElement && on.value.trim() !== "";

/** Shows what is urgent, one after the other, unless that is done already, or somebody writes. */
async function show(desk: Desk, on?: EventTarget | null): Promise<void> {
  if (shown.has(desk) || isWriting(on)) return;
  shown.add(desk);
  desk.notifier.ring();
  try {
    for (;;) {
      const [next] = desk.inbox.announcements.urgent;
      if (!next || !await asked(desk, next.announcement_id)) return;
    }
  } finally {
    shown.delete(desk);
  }
}

/** Whether it was confirmed, or is over; not, where it could not be read. */
const asked = (desk: Desk, id: string): Promise<boolean | null> =>
  openDialog<boolean>((close) => <UrgentDialog key={id} desk={desk} id={id} close={close} />);

/** For the frame: looks after them as long as it is there. */
export function useUrgent(desk: Desk): void {
  const { place } = desk.selection;
  const ids = desk.inbox.announcements.urgent.map(({ announcement_id: id }) => id).join();
  useEffect(() => {
    if (!ids) return;
    void show(desk);
    const leaving = new AbortController();
    const { signal } = leaving;
    addEventListener("focusout", ({ relatedTarget }) => void show(desk, relatedTarget), { signal });
    return () => leaving.abort();
  }, [desk, ids, place]);
}

interface UrgentProps {
  desk: Desk;
  id: string;
  close: (answer: boolean | null) => void;
}

function UrgentDialog({ desk, id, close }: UrgentProps) {
  const reading = useMemo(() => new Reading(desk, id), [id]);
  useEffect(() => void reading.read(), [reading]);
  const { announcement, problem, busy, isOver } = reading;
  const confirm = async () => {
    if (await reading.confirm() || reading.isOver) close(true);
  };
  return (
    <Dialog
      title={announcement?.title ?? t("announcements.urgent")}
      class="announcement-dialog"
      onClose={() => problem && close(isOver)}
    >
      <p class="announcement-chips">
        <span class="chip announcement-urgent">{t("announcements.urgent")}</span>
      </p>
      {announcement
        ? (
          <>
            <Facts of={announcement} />
            <div class="announcement-scroll" tabIndex={0} role="group" aria-label={announcement.title}>
              <Body html={announcement.html} />
              {announcement.answer && (
                <>
                  <h3>{t("announcements.answer")}</h3>
                  {Object.entries(announcement.answer.texts).map(([language, text]) => (
                    <p key={language} lang={language} dir="auto" class="announcement-said">{text}</p>
                  ))}
                </>
              )}
            </div>
          </>
        )
        : !problem && <p role="status">{t("announcements.loading")}</p>}
      <p class="field-word" role="alert">{problem && tOf("announcements.failed", problem, { code: problem })}</p>
      <div class="dialog-buttons">
        {problem && <Button onClick={() => close(isOver)}>{t("dismiss")}</Button>}
        {announcement
          ? <Button kind="primary" disabled={busy} onClick={() => void confirm()}>{t("announcements.confirm")}</Button>
          : problem && !isOver && (
            <Button kind="primary" disabled={busy} onClick={() => void reading.read()}>{t("connection.retry")}</Button>
          )}
      </div>
    </Dialog>
  );
}
