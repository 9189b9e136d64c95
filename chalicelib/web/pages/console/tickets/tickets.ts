/** The lists of tickets: mine, my groups', the late ones, those that wait for the customer, and all within reach. */
import { signal } from "@preact/signals";
import type { DeadlineView, TicketInList } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import { type Listed, Worklist } from "../worklist.ts";
import * as asking from "./asking.ts";
import { isOver, type Priority, type Ticket, type Type } from "./rules.ts";

export type View = "mine" | "group" | "late" | "waiting" | "all";

const PACE_MS = 30_000;
const OWN: readonly View[] = ["mine", "late", "waiting"];

export const STATES = ["open", "new", "assigned", "in_progress", "reopened", "done"] as const;
/** As days go where the desk is; `none`: it has no deadline, or is paused. */
export const DUES = ["late", "today", "week", "none"] as const;

export interface Filters {
  state: (typeof STATES)[number];
  type: Type | "";
  priority: Priority | "";
  due: (typeof DUES)[number] | "";
  /** Ids of who is responsible, and of the group. */
  owner: string;
  group: string;
  /** Made on this day or later, and until that day, as days go where the desk is; "2026-11-29". */
  since: string;
  until: string;
  /** Of one ticket, as somebody read it out; nothing else counts beside it. */
  number: string;
}

/** A ticket for which somebody has to say why it is late, and by when. */
export type Owed = Pick<DeadlineView, "due_at"> & { ticket: TicketInList };

export const NO_FILTERS: Filters = {
  state: "open",
  ...({ type: "", priority: "", due: "", owner: "", group: "", since: "", until: "", number: "" } as const),
};

interface Asked {
  view: View;
  filters: Filters;
  cursor?: string;
}

/** Lists that say themselves in which state their tickets are. */
export const hasStates = (view: View): boolean => view !== "late" && view !== "waiting";

/** How many of them narrow this list, besides the number. */
export const narrowing = (view: View, { number: _, state, ...others }: Filters): number =>
  Object.values(others).filter(Boolean).length + (hasStates(view) && state !== "open" ? 1 : 0);

/** Whether it is a ticket's number as people write it. */
export const isNumber = (words: string): boolean => /^\s*t[\s-]*\d{6}[\s-]*\d{4,7}\s*$/i.test(words);

/** What narrows a list once `words` are looked for, none or a number; null: it stays as it is. */
export function lookedFor(filters: Filters, words: string): Filters | null {
  if (words) return { ...NO_FILTERS, number: words };
  return filters.number ? { ...filters, number: "" } : null;
}

export class Tickets extends Worklist<Ticket, View, Filters> {
  readonly #deadlines = signal<readonly DeadlineView[] | null>(null);
  /** Of those whose reason was given here: how they stood then. What is older does not know of it yet. */
  readonly #explained = signal<ReadonlyMap<string, number>>(new Map());

  constructor(private readonly scope: string, private readonly agentId: string, private readonly ask = asking) {
    super({ view: "mine", filters: NO_FILTERS, always: "late", paceMs: PACE_MS });
  }

  /** Who cannot work on tickets does not come here. */
  override get may(): boolean {
    return true;
  }

  /** Whose rights end at themselves have no others to look at. */
  get views(): readonly View[] {
    return this.scope === "own" ? OWN : ["mine", "group", "late", "waiting", "all"];
  }

  /** How many a list has, as far as it was read; null: it was not. */
  countOf(view: View): { count: number; more: boolean } | null {
    const { loaded, next } = this.pageOf(view);
    return loaded ? { count: this.itemsOf(view).length, more: Boolean(next) } : null;
  }

  /** How many are late: what stands beside the name of their section. */
  get waiting() {
    const { count, more } = this.countOf("late") ?? { count: 0, more: false };
    return { known: count > 0, count, more };
  }

  /** Those for which this agent has to say why they are late; null: not known yet. */
  get owed(): readonly Owed[] | null {
    const isExplained = ({ ticket_id: id, version }: TicketInList) => version < (this.#explained.value.get(id) ?? 0);
    return this.#deadlines.value?.flatMap(({ name, due_at, ticket }) =>
      name === "reason" && ticket && !isExplained(ticket) ? [{ due_at, ticket }] : []
    ) ?? null;
  }

  owes(id: string): boolean {
    return Boolean(this.owed?.some(({ ticket }) => ticket.ticket_id === id));
  }

  /** Why this one is late was said. */
  explained({ ticket_id: id, version }: Ticket): void {
    this.#explained.value = new Map([...this.#explained.peek(), [id, version]]);
  }

  /** Whether most of the time for what this agent owes on it is over. */
  isWarned(id: string): boolean {
    return Boolean(this.#deadlines.value?.some(({ state, ticket }) => state === "warned" && ticket?.ticket_id === id));
  }

  override idOf({ ticket_id: id }: Ticket): string {
    return id;
  }

  /** A list may be older than what was read of one. */
  protected override merged(known: Ticket | undefined, item: Ticket): Ticket {
    return known && known.version > item.version ? known : { ...known, ...item };
  }

  protected override async read({ view, filters, cursor }: Asked): Promise<Listed<Ticket>> {
    if (view === "late" && !cursor) await this.#readDeadlines();
    if (view !== "late" && filters.number) return this.ask.listTickets({ number: filters.number });
    // The list that is always read is the same whatever is chosen for the others.
    return this.ask.listTickets({ view, ...(view !== "late" && queryOf(view, filters)), cursor });
  }

  protected override belongs(item: Ticket, view: View, filters: Filters): boolean {
    if (view === "late") return item.late && !isOver(item);
    if (filters.number) return true;
    if (!isNarrowedTo(item, filters)) return false;
    if (view === "waiting") return item.state === "waiting_for_customer";
    if (view === "mine" && item.handler.id !== this.agentId) return false;
    const { state } = filters;
    if (state === "open" || state === "done") return isOver(item) === (state === "done");
    return item.state === state;
  }

  async #readDeadlines(): Promise<void> {
    this.#deadlines.value = (await this.ask.listDeadlines({ scope: "mine" })).items;
  }
}

const queryOf = (view: View, filters: Filters) => ({
  ...(hasStates(view) && { state: filters.state }),
  type: filters.type,
  priority: filters.priority,
  owner_id: filters.owner || undefined,
  group_id: filters.group || undefined,
  due: filters.due || undefined,
  created_since: filters.since || undefined,
  created_until: filters.until || undefined,
});

function isNarrowedTo(item: Ticket, { type, priority, owner, group, due }: Filters): boolean {
  return (!type || item.type === type) && (!priority || item.priority === priority) &&
    (!owner || item.owner.id === owner) && (!group || item.group_id === group) &&
    (!due || isDue(item, due));
}

/** The desk alone knows on which day of its own something is due. */
const isDue = ({ due_at: at, late }: Ticket, due: Filters["due"]): boolean =>
  due === "late" ? late : due === "none" ? !at : Boolean(at);

const ofDesks = new WeakMap<Desk, Tickets>();

/** The lists of this desk, which live as long as it. */
export function ticketsOf(desk: Desk): Tickets {
  const known = ofDesks.get(desk) ?? new Tickets(desk.session.agent.scope, desk.agentId);
  ofDesks.set(desk, known);
  return known;
}
