/** Tickets: fetched by whoever opens one, or their lists. */
import { speak, type Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import css from "./tickets.css" with { type: "text" };

export { TicketsAbout } from "./about.tsx";
export { CustomersTickets } from "./customers.tsx";
export { TicketLists } from "./lists.tsx";
export { makeTicket } from "./make.tsx";
export { OwedBar } from "./owed.tsx";
export { TicketPage } from "./ticket.tsx";
export { ticketsOf } from "./tickets.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-tickets.ts"),
  en: () => import("../../words/en/console-tickets.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);
