/** The reasons that an agent owes, above everything: which tickets are late, and the form for one of them in place. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { say } from "../../kit/toasts.tsx";
import { useDesk } from "../desk.ts";
import { dueWords } from "../followups/due.ts";
import { placeOf, ticketOf } from "./place.ts";
import { Explanation } from "./reason.tsx";
import { type Owed, ticketsOf } from "./tickets.ts";
import { OpenTicket } from "./work.ts";

/** Where a form would leave no room for anything else it comes when it is asked for. */
const SMALL = "(max-width: 720px), (max-height: 480px)";

/** Where one goes on once nothing is owed any more. */
const FOCUSED_THEN = [".message-body", ".rail [aria-selected=true]"];

export function OwedBar() {
  const owed = ticketsOf(useDesk()).owed ?? [];
  return owed.length ? <Bar owed={owed} /> : null;
}

function Bar({ owed }: { owed: readonly Owed[] }) {
  const { selection } = useDesk();
  /** For which of them the form is shown; null: for none. */
  const chosen = useSignal<string | null>(matchMedia(SMALL).matches ? null : "");
  const bar = useRef<HTMLElement>(null);
  const ids = owed.map(({ ticket }) => ticket.ticket_id);
  const looked = ticketOf(selection.place);
  const isLookedAt = looked !== null && ids.includes(looked);
  useEffect(() => {
    if (isLookedAt && !bar.current?.contains(document.activeElement)) chosen.value = looked;
  }, [looked, isLookedAt]);
  const shown = chosen.value === null || ids.includes(chosen.value) ? chosen.value : ids[0];
  // what stands there stays, whatever comes before it: somebody may be writing
  useEffect(() => void (chosen.value = shown), [shown]);
  const begin = (id = shown ?? ids[0]) => {
    chosen.value = id;
    requestAnimationFrame(() => bar.current?.querySelector("textarea")?.focus());
  };
  useShortcuts(() => [{ keys: "Alt+y", label: () => t("tickets.owed.keys"), whileTyping: true, run: () => begin() }], [
    ids[0],
    shown,
  ]);
  const given = (id: string, isHere: boolean) => {
    say(t("ticket.reason.given"));
    if (!isHere) return;
    const next = ids.find((each) => each !== id);
    if (next) begin(next);
    else FOCUSED_THEN.map((each) => document.querySelector<HTMLElement>(each)).find(Boolean)?.focus();
  };
  return (
    <section class="owed-bar" aria-label={t("tickets.owed.label")} ref={bar}>
      <p role="status">
        <Icon name="clock" /> {t("tickets.owed", { count: owed.length })}
      </p>
      <ul>
        {owed.map((each) => (
          <OwedTicket
            key={each.ticket.ticket_id}
            owed={each}
            isShown={each.ticket.ticket_id === shown}
            onShow={(isShown) => chosen.value = isShown ? each.ticket.ticket_id : null}
            given={given}
          />
        ))}
      </ul>
    </section>
  );
}

interface OwedProps {
  owed: Owed;
  isShown: boolean;
  onShow: (isShown: boolean) => void;
  /** `isHere`: whoever gave it did not go elsewhere meanwhile. */
  given: (id: string, isHere: boolean) => void;
}

function OwedTicket({ owed: { ticket, due_at: due }, isShown, onShow, given }: OwedProps) {
  const desk = useDesk();
  const { ticket_id: id, number, subject } = ticket;
  const open = useMemo(() => new OpenTicket(desk, id), []);
  const row = useRef<HTMLLIElement>(null);
  const isHere = () =>
    document.activeElement === document.body || Boolean(row.current?.contains(document.activeElement));
  return (
    <li ref={row}>
      <div class="owed-ticket">
        <LinkButton onClick={() => desk.selection.choose(placeOf(id))}>{number}</LinkButton>
        <bdi title={subject}>{subject}</bdi>
        {due && <span>{dueWords(due)}</span>}
        <Button
          small
          aria-expanded={isShown}
          aria-label={`${t("tickets.owed.say")} ${number}`}
          onClick={() => onShow(!isShown)}
        >
          {t("tickets.owed.say")}
        </Button>
      </div>
      {isShown && <Explanation open={open} due={due} given={() => given(id, isHere())} />}
    </li>
  );
}
