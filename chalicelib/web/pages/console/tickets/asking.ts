/** What an agent can ask of the desk about tickets. Every failure is thrown as a Problem. */
import { ask } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Query<Operation> = Operation extends { readonly types?: { query: infer Asked } } ? Asked : never;

const MOST_ENTRIES = 200;

const ticket = (id: string) => ({ path: { ticket_id: id } });

export const listTickets = (query: Query<typeof operations.listTickets>) => ask(operations.listTickets, { query });
export const readTicket = (id: string) => ask(operations.readTicket, ticket(id));
export const readHistory = (id: string, after: number) =>
  ask(operations.readTicketHistory, { ...ticket(id), query: { after, limit: MOST_ENTRIES } });
export const listWays = (id: string) => ask(operations.listTicketWays, ticket(id));
export const readFlow = (type: string, version: number | null) =>
  ask(operations.readFlowVersion, { path: { flow_type: type }, query: { version } });
export const readSettings = () => ask(operations.readTicketSettings, {});
export const listDeadlines = (query: Query<typeof operations.listDeadlines>) =>
  ask(operations.listDeadlines, { query });

export const createTicket = (body: operations.CreateTicket) => ask(operations.createTicket, { body });
export const changeTicket = (id: string, body: operations.ChangeTicket) =>
  ask(operations.changeTicket, { ...ticket(id), body });
export const writeEntry = (id: string, body: operations.WriteTicketEntry) =>
  ask(operations.writeTicketEntry, { ...ticket(id), body });
export const moveTicket = (id: string, body: operations.MoveTicket) =>
  ask(operations.moveTicket, { ...ticket(id), body });
export const assignTicket = (id: string, body: operations.AssignTicket) =>
  ask(operations.assignTicket, { ...ticket(id), body });
export const escalateTicket = (id: string, body: operations.EscalateTicket) =>
  ask(operations.escalateTicket, { ...ticket(id), body });
export const giveReason = (id: string, body: operations.GiveReason) =>
  ask(operations.giveTicketReason, { ...ticket(id), body });
export const tellDelay = (id: string, body: operations.TellDelay) =>
  ask(operations.tellTicketDelay, { ...ticket(id), body });
export const changeTickets = (body: operations.ChangeSeveral, key: string) =>
  ask(operations.changeTickets, { body, key });
export const mergeTickets = (id: string, body: operations.MergeTicket) =>
  ask(operations.mergeTickets, { ...ticket(id), body });
