/** The tickets of one customer, page by page. */
import { Pages } from "../conversations/customer.ts";
import { listTickets } from "./asking.ts";

export const ofCustomer = (visitorId: string) => new Pages((cursor) => listTickets({ visitor_id: visitorId, cursor }));
