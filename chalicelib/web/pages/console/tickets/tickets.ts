/** The lists of tickets: mine, my groups', the late ones, those that wait for the customer, and all within reach. */
import { signal } from "@preact/signals";
import type { TicketInList } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import { type Listed, Worklist } from "../worklist.ts";
import * as asking from "./asking.ts";
import { isOver, type Ticket, type Type } from "./rules.ts";

export type View = "mine" | "group" | "late" | "waiting" | "all";

const PACE_MS = 30_000;
const OWN: readonly View[] = ["mine", "late", "waiting"];

export const STATES = ["open", "new", "assigned", "in_progress", "reopened", "done"] as const;

export interface Filters {
  state: (typeof STATES)[number];
  type: Type | "";
  /** Of one ticket, as somebody read it out; nothing else counts beside it. */
  number: string;
}

interface Asked {
  view: View;
  filters: Filters;
  cursor?: string;
}

/** Lists that say themselves in which state their tickets are. */
export const hasStates = (view: View): boolean => view !== "late" && view !== "waiting";

export class Tickets extends Worklist<Ticket, View, Filters> {
  readonly #owed = signal<readonly TicketInList[]>([]);

  constructor(private readonly scope: string, private readonly agentId: string, private readonly ask = asking) {
    super({ view: "mine", filters: { state: "open", type: "", number: "" }, always: "late", paceMs: PACE_MS });
  }

  /** Who cannot work on tickets does not come here. */
  override get may(): boolean {
    return true;
  }

  /** Whose rights end at themselves have no others to look at. */
  get views(): readonly View[] {
    return this.scope === "own" ? OWN : ["mine", "group", "late", "waiting", "all"];
  }

  /** How many are late, and whether there are more than were read. */
  get late() {
    return { count: this.itemsOf("late").length, more: Boolean(this.pageOf("late").next) };
  }

  /** Those for which this agent has to say why they are late. */
  get owed(): readonly TicketInList[] {
    return this.#owed.value;
  }

  override idOf({ ticket_id: id }: Ticket): string {
    return id;
  }

  /** A list may be older than what was read of one. */
  protected override merged(known: Ticket | undefined, item: Ticket): Ticket {
    return known && known.version > item.version ? known : { ...known, ...item };
  }

  protected override async read({ view, filters, cursor }: Asked): Promise<Listed<Ticket>> {
    if (view === "late" && !cursor) await this.#readOwed();
    const { state, type, number } = filters;
    if (view !== "late" && number) return this.ask.listTickets({ number });
    // The list that is always read is the same whatever is chosen for the others.
    const chosen = view === "late" ? {} : { type, ...(hasStates(view) && { state }) };
    return this.ask.listTickets({ view, ...chosen, cursor });
  }

  protected override belongs(item: Ticket, view: View, { state, type, number }: Filters): boolean {
    if (view === "late") return item.late && !isOver(item);
    if (number) return true;
    if (type && item.type !== type) return false;
    if (view === "waiting") return item.state === "waiting_for_customer";
    if (view === "mine" && item.handler.id !== this.agentId) return false;
    if (state === "open" || state === "done") return isOver(item) === (state === "done");
    return item.state === state;
  }

  async #readOwed(): Promise<void> {
    const { items } = await this.ask.listDeadlines({ scope: "mine" });
    this.#owed.value = items.filter(({ name }) => name === "reason").map(({ ticket }) => ticket);
  }
}

const ofDesks = new WeakMap<Desk, Tickets>();

/** The lists of this desk, which live as long as it. */
export function ticketsOf(desk: Desk): Tickets {
  const known = ofDesks.get(desk) ?? new Tickets(desk.session.agent.scope, desk.agentId);
  ofDesks.set(desk, known);
  return known;
}
