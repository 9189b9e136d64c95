/** The tickets of a customer, in the card beside a conversation. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Listed } from "../conversations/listed.tsx";
import { useDesk } from "../desk.ts";
import type { Selection } from "../selection.ts";
import { made, ofCustomer } from "./customers.ts";
import { DueMark, StateMark, TypeChip } from "./marks.tsx";
import { placeOf } from "./place.ts";

export function CustomersTickets({ visitorId, isShown }: { visitorId: string; isShown: boolean }) {
  const { selection } = useDesk();
  const pages = useMemo(() => ofCustomer(visitorId), [visitorId]);
  useEffect(() => {
    if (isShown) pages.open();
  }, [pages, isShown]);
  useEffect(() => pages.follow(made.value), [pages, made.value]);
  return (
    <>
      <h3>{t("tickets.label")}</h3>
      <TicketList pages={pages} selection={selection} />
    </>
  );
}

interface ListProps {
  pages: ReturnType<typeof ofCustomer>;
  selection: Selection;
}

/** Each leads to its ticket. */
export function TicketList({ pages, selection }: ListProps) {
  return (
    <Listed pages={pages} none={t("customer.none")}>
      {(ticket) => (
        <li key={ticket.ticket_id}>
          <button type="button" onClick={() => selection.choose(placeOf(ticket.ticket_id))}>
            <span class="customer-head">
              <TypeChip {...ticket} /> <StateMark {...ticket} /> <DueMark ticket={ticket} />
            </span>
            <bdi>{ticket.number} {ticket.subject}</bdi>
          </button>
        </li>
      )}
    </Listed>
  );
}
