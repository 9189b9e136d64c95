/** Tickets, for who may work on them: fetched when their section, or one of them, is opened first. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import type { CreateTicket } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";

type Pages = typeof import("./pages.ts");

/** What is known of a ticket before anybody has written a word. */
export type Beginning = Pick<CreateTicket, "origin" | "text" | "plan_key" | "visitor_id" | "group_id"> & {
  type?: CreateTicket["type"];
};

/** Those that were fetched in this page's life are there at once. */
const pages = signal<Pages | null>(null);

async function fetchPages(): Promise<Pages | null> {
  if (pages.peek()) return pages.peek();
  const late = await fetched(() => import("./pages.ts"));
  if (await late?.isSpoken()) pages.value = late;
  return pages.peek();
}

function usePages(): Pages | null {
  useEffect(() => void fetchPages(), []);
  return pages.value;
}

export function TicketLists() {
  const late = usePages();
  return late ? <late.TicketLists /> : <Waiting />;
}

export function TicketPage(props: { id: string }) {
  const late = usePages();
  return late ? <late.TicketPage {...props} /> : <Waiting />;
}

/** The tickets of a customer; nothing while they are not there. */
export function CustomersTickets(props: { visitorId: string; isShown: boolean }) {
  const late = usePages();
  return late ? <late.CustomersTickets {...props} /> : null;
}

/** Makes one of what is open, for who may. `wide`: as the card's buttons are. */
export function MakeTicketButton({ beginning, wide }: { beginning: Beginning; wide?: boolean }) {
  const desk = useDesk();
  if (!desk.session.can("tickets.work")) return null;
  const make = async () => (await fetchPages())?.makeTicket(desk, beginning);
  return (
    <Button small wide={wide} class={wide ? "plan-button" : undefined} icon="ticket" onClick={() => void make()}>
      {t("tickets.make")}
    </Button>
  );
}

const Waiting = () => <p class="log-word" role="status">{t("conversation.loading")}</p>;
