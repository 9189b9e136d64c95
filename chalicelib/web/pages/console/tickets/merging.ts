/** Two tickets of one customer become one: looked for, shown, and which of them stays. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import * as asking from "./asking.ts";
import type { Ticket } from "./rules.ts";
import { isNumber } from "./tickets.ts";
import type { OpenTicket, Refused } from "./work.ts";
import { refusalWords } from "./work.ts";

type Open = Pick<OpenTicket, "ticket" | "learn">;

export class Merging {
  readonly #others = signal<readonly Ticket[]>([]);
  readonly #chosen = signal<Ticket | null>(null);
  readonly #keepsThis = signal(true);
  readonly #trouble = signal("");

  constructor(private readonly open: Open, private readonly ask: typeof asking = asking) {}

  /** Those that may be one with it: the customer's others, and what was looked for. */
  get others(): readonly Ticket[] {
    return this.#others.value;
  }

  get chosen(): Ticket | null {
    return this.#chosen.value;
  }

  /** Whether the one that is open stays; else the other does. */
  get keepsThis(): boolean {
    return this.#keepsThis.value;
  }

  /** Why what was looked for cannot be had. */
  get trouble(): string {
    return this.#trouble.value;
  }

  /** The one that stays, and the one that becomes part of it; null while there is no other. */
  get pair(): { kept: Ticket; gone: Ticket } | null {
    const [ours, other] = [this.open.ticket, this.chosen];
    if (!ours || !other) return null;
    return this.keepsThis ? { kept: ours, gone: other } : { kept: other, gone: ours };
  }

  choose(ticket: Ticket): void {
    this.#chosen.value = ticket;
  }

  keep(isThis: boolean): void {
    this.#keepsThis.value = isThis;
  }

  /** The customer's other tickets: a help, without which one looks for the number. */
  async suggest(): Promise<void> {
    const visitorId = this.open.ticket?.customer.visitor_id;
    if (!visitorId) return;
    const { items } = await this.ask.listTickets({ visitor_id: visitorId }).catch(() => ({ items: [] as Ticket[] }));
    this.#add(items);
  }

  async find(number: string): Promise<void> {
    this.#trouble.value = "";
    if (!isNumber(number)) return void (this.#trouble.value = t("ticket.merge.no_number"));
    try {
      const { items } = await api.insist(() => this.ask.listTickets({ number }));
      const [ticket] = this.#add(items);
      if (ticket) this.choose(ticket);
      else this.#trouble.value = t("ticket.merge.none");
    } catch (problem) {
      this.#trouble.value = refusalWords(problem as Problem);
    }
  }

  /** Null when they are one. */
  async merge(): Promise<Refused | null> {
    const { kept, gone } = this.pair!;
    const body = { version: kept.version, other_id: gone.ticket_id };
    try {
      this.open.learn(await api.insist(() => this.ask.mergeTickets(kept.ticket_id, body)));
      return null;
    } catch (problem) {
      if ((problem as Problem).code === "ticket_changed") await this.#readAnew(kept);
      return { words: refusalWords(problem as Problem) };
    }
  }

  /** As it is by now, so that whoever has read of the change can go on. */
  async #readAnew({ ticket_id: id }: Ticket): Promise<void> {
    const now = await this.ask.readTicket(id).catch(() => null);
    if (!now) return;
    if (id === this.open.ticket?.ticket_id) return this.open.learn(now);
    this.#others.value = this.#others.peek().map((each) => each.ticket_id === id ? now : each);
    if (this.#chosen.peek()?.ticket_id === id) this.#chosen.value = now;
  }

  /** Those that can be merged, each once. */
  #add(tickets: readonly Ticket[]): readonly Ticket[] {
    const fit = tickets.filter(({ ticket_id: id, merged_into }) => id !== this.open.ticket?.ticket_id && !merged_into);
    const known = new Set(fit.map(({ ticket_id: id }) => id));
    this.#others.value = [...this.#others.peek().filter(({ ticket_id: id }) => !known.has(id)), ...fit];
    return fit;
  }
}
