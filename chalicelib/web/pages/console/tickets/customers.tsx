/** The tickets of a customer, in the card beside a conversation. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { made, ofCustomer } from "./customers.ts";
import { DueMark, StateMark, TypeChip } from "./marks.tsx";
import { placeOf } from "./place.ts";

export function CustomersTickets({ visitorId, isShown }: { visitorId: string; isShown: boolean }) {
  const { selection } = useDesk();
  const pages = useMemo(() => ofCustomer(visitorId), [visitorId]);
  useEffect(() => {
    if (isShown) pages.open();
  }, [pages, isShown]);
  useEffect(() => void pages.again(), [made.value]);
  const { items, state, hasMore } = pages;
  return (
    <>
      <h3>{t("tickets.label")}</h3>
      {items.length > 0 && (
        <ul class="customer-list">
          {items.map((ticket) => (
            <li key={ticket.ticket_id}>
              <button type="button" onClick={() => selection.choose(placeOf(ticket.ticket_id))}>
                <span class="customer-head">
                  <TypeChip {...ticket} /> <StateMark {...ticket} /> <DueMark ticket={ticket} />
                </span>
                <bdi>{ticket.number} {ticket.subject}</bdi>
              </button>
            </li>
          ))}
        </ul>
      )}
      {state === "loading" && <p class="card-word" role="status">{t("card.loading")}</p>}
      {state === "failed" && <p class="card-word" role="alert">{t("customer.failed")}</p>}
      {state === "there" && items.length === 0 && <p class="card-word">{t("customer.none")}</p>}
      {(state === "failed" || state === "there") && hasMore && (
        <Button small onClick={pages.readOn}>{t(state === "failed" ? "customer.again" : "customer.more")}</Button>
      )}
    </>
  );
}
