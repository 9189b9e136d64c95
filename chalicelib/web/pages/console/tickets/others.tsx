/** First answers that are late or nearly so, in conversations and to messages left: what is owed beside tickets. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { DeadlineView } from "../../desk/operations.ts";
import { after } from "../../desk/timer.ts";
import { LinkButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { dueWords } from "../followups/due.ts";
import { placeOf as messagePlace } from "../offline/messages.ts";
import { readOthers } from "./others.ts";

const PACE_MS = 30_000;

export function OthersOwed() {
  const owed = useSignal<DeadlineView[]>([]);
  const { selection } = useDesk();
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const read = async () => {
      owed.value = await readOthers().catch(() => owed.peek());
      if (!gone) stop = after(PACE_MS, read);
    };
    void read();
    return () => {
      gone = true;
      stop();
    };
  }, []);
  if (!owed.value.length) return null;
  return (
    <section class="ticket-others" aria-label={t("tickets.others")}>
      <h3>{t("tickets.others")}</h3>
      <ul>
        {owed.value.map(({ kind, id, state, due_at: dueAt, customer, handler }) => (
          <li key={id} data-state={state}>
            <LinkButton onClick={() => selection.choose(kind === "conversation" ? id : messagePlace(id))}>
              {t(`tickets.others.${kind}`, { customer: customer || t("card.unknown") })}
            </LinkButton>{" "}
            {handler && <bdi>{agentName(handler)}</bdi>} {dueAt && <span>{dueWords(dueAt)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
