/** The tickets of one customer, or that were made of one thing, page by page. */
import { signal } from "@preact/signals";
import { Pages } from "../conversations/customer.ts";
import { listTickets } from "./asking.ts";
import type { Ticket } from "./rules.ts";

/** How many were made on this page: what is listed lacks them. */
export const made = signal(0);

export class TicketPages extends Pages<Ticket> {
  #causes: string | null = null;

  /** Asks again where what brings tickets (those made here …) is another than when they were looked at first. */
  follow(...causes: unknown[]): void {
    const before = this.#causes;
    this.#causes = JSON.stringify(causes);
    if (before !== null && before !== this.#causes) void this.again();
  }
}

export const ofCustomer = (visitorId: string) =>
  new TicketPages((cursor) => listTickets({ visitor_id: visitorId, cursor }));
export const about = (id: string) => new TicketPages((cursor) => listTickets({ about: id, cursor }));
