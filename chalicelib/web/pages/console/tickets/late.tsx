/** Tickets, for who may work on them: fetched when their section, or one of them, is opened first. */
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import type { CreateTicket } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";

const pages = new Late(() => import("./pages.ts"));

/** What is known of a ticket before anybody has written a word. */
export type Beginning = Pick<CreateTicket, "origin" | "text" | "plan_key" | "visitor_id" | "group_id"> & {
  type?: CreateTicket["type"];
};

export function TicketLists() {
  const late = pages.use();
  return late ? <late.TicketLists /> : <Coming />;
}

export function TicketPage(props: { id: string }) {
  const late = pages.use();
  return late ? <late.TicketPage {...props} /> : <Coming />;
}

/** The tickets of a customer; nothing while they are not there. */
export function CustomersTickets(props: { visitorId: string; isShown: boolean }) {
  const late = pages.use();
  return late ? <late.CustomersTickets {...props} /> : null;
}

/** Makes one of what is open, for who may. `wide`: as the card's buttons are. */
export function MakeTicketButton({ beginning, wide }: { beginning: Beginning; wide?: boolean }) {
  const desk = useDesk();
  if (!desk.session.can("tickets.work")) return null;
  const make = async () => (await pages.come())?.makeTicket(desk, beginning);
  return (
    <Button small wide={wide} class={wide ? "plan-button" : undefined} icon="ticket" onClick={() => void make()}>
      {t("tickets.make")}
    </Button>
  );
}
