/** The tickets of one customer, or that were made of one thing, page by page. */
import { signal } from "@preact/signals";
import { Pages } from "../conversations/customer.ts";
import { listTickets } from "./asking.ts";

/** How many were made on this page: what is listed lacks them. */
export const made = signal(0);

export const ofCustomer = (visitorId: string) => new Pages((cursor) => listTickets({ visitor_id: visitorId, cursor }));
export const about = (id: string) => new Pages((cursor) => listTickets({ about: id, cursor }));
