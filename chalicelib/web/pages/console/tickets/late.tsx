/** Tickets, for who may work on them: fetched when their section, or one of them, is opened first. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import type { CreateTicket } from "../../desk/operations.ts";
import { after } from "../../desk/timer.ts";
import { Button } from "../../kit/button.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";

/** How many there are; `more`: at least. */
export interface Waiting {
  known: boolean;
  count: number;
  more: boolean;
}

const SOON_MS = 10_000;
const pages = new Late(() => import("./pages.ts"));

/** What is known of a ticket before anybody has written a word. */
export type Beginning = Pick<CreateTicket, "origin" | "text" | "plan_key" | "visitor_id" | "group_id"> & {
  type?: CreateTicket["type"];
};

/** How many are late, for their section's name: read while somebody is here, once the page has what it opens with. */
export function useLateTickets(): Waiting | null {
  const desk = useDesk();
  const may = desk.session.can("tickets.work");
  const tickets = may ? pages.there?.ticketsOf(desk) : null;
  useEffect(() => may ? after(SOON_MS, () => void pages.come()) : undefined, [may]);
  useEffect(() => {
    tickets?.start();
    return () => tickets?.stop();
  }, [tickets]);
  return tickets?.waiting ?? null;
}

export function TicketLists() {
  const late = pages.use();
  return late ? <late.TicketLists /> : <Coming />;
}

export function TicketPage(props: { id: string }) {
  const late = pages.use();
  return late ? <late.TicketPage {...props} /> : <Coming />;
}

/** The reasons that this agent owes, above everything; nothing while there are none. */
export function OwedReasons() {
  const { session } = useDesk();
  const late = pages.there;
  return late && session.can("tickets.work") ? <late.OwedBar /> : null;
}

/** The tickets of a customer; nothing while they are not there. */
export function CustomersTickets(props: { visitorId: string; isShown: boolean }) {
  const late = pages.use();
  return late ? <late.CustomersTickets {...props} /> : null;
}

/** The tickets that were made of this message left, or follow-up; nothing for who does not work on tickets. */
export function TicketsAbout({ id }: { id: string }) {
  const { session } = useDesk();
  return session.can("tickets.work") ? <About id={id} /> : null;
}

function About({ id }: { id: string }) {
  const late = pages.use();
  return late && <late.TicketsAbout id={id} />;
}

/** Asks for what is needed besides, and makes it. */
export async function makeTicket(desk: Desk, beginning: Beginning): Promise<void> {
  (await pages.come())?.makeTicket(desk, beginning);
}

/** Makes one of what is open, for who may. `wide`: as the card's buttons are. */
export function MakeTicketButton({ beginning, wide }: { beginning: Beginning; wide?: boolean }) {
  const desk = useDesk();
  if (!desk.session.can("tickets.work")) return null;
  const make = () => void makeTicket(desk, beginning);
  return (
    <Button small wide={wide} class={wide ? "plan-button" : undefined} icon="ticket" onClick={make}>
      {t("tickets.make")}
    </Button>
  );
}
