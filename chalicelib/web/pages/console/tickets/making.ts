/** A ticket that is being made: what was typed, the fields of its type, and making it, once. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { CreateTicket, TicketSettingsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { RequestDraft } from "../request-draft.ts";
import * as asking from "./asking.ts";
import { made } from "./customers.ts";
import type { Beginning } from "./late.tsx";
import { placeOf } from "./place.ts";
import { Quoting } from "./quoting.ts";
import { type Field, fieldsOf, type Priority, type Type, type Values } from "./rules.ts";
import { ticketsOf } from "./tickets.ts";
import { refusalWords, type Refused } from "./work.ts";

export interface Written {
  type: Type;
  subject: string;
  text: string;
  priority: Priority;
  summary: string;
  reason: string;
  visitor_name: string;
  mobile: string;
  email: string;
}

interface Kept extends Written {
  fields: Record<string, Values[string] | null>;
  seqs: readonly number[];
}

export class Making {
  readonly draft: RequestDraft<Kept>;
  /** The messages to choose from, where it is made of a conversation. */
  readonly quoting: Quoting | null;
  readonly #type;
  readonly #settings = signal<TicketSettingsView | null>(null);

  constructor(private readonly desk: Desk, private readonly beginning: Beginning) {
    const { kind = "hand", id = "", seqs } = beginning.origin ?? {};
    this.draft = new RequestDraft(`make_ticket.${desk.agentId}.${kind}.${id}`);
    this.#type = signal<Type>(this.draft.get("type", beginning.type ?? "aftersale"));
    const ticked = new Set([...this.draft.get("seqs", []), ...(seqs ?? [])]);
    this.quoting = kind === "conversation" ? new Quoting(desk.transcript(id!), [...ticked]) : null;
    asking.readSettings().then((settings) => this.#settings.value = settings, () => {});
  }

  get type(): Type {
    return this.#type.value;
  }

  get fields(): Field[] {
    return fieldsOf(this.type, this.#settings.value, null);
  }

  choose(type: Type): void {
    this.#type.value = type;
  }

  keep(values: Partial<Kept>): void {
    this.draft.keep({ ...values, seqs: this.quoting?.ticks.keys ?? [] });
  }

  /** Made once, however often it is asked; null when it is made, else why not. */
  async make(written: Partial<Written>, values: Record<string, Values[string] | null>): Promise<Refused | null> {
    const said = Object.entries(written).filter(([, value]) => value);
    const fields = Object.entries(values).filter(([, value]) => value !== null);
    const seqs = this.quoting?.ticks.keys ?? [];
    const { origin } = this.beginning;
    const body = {
      ...this.beginning,
      ...(origin && { origin: { ...origin, seqs: seqs.length ? seqs.sort((a, b) => a - b) : undefined } }),
      ...Object.fromEntries(said),
      fields: Object.fromEntries(fields),
    } as Omit<CreateTicket, "client_id">;
    try {
      const ticket = await api.insist(() => asking.createTicket(this.draft.request(body)));
      this.draft.forget();
      const tickets = ticketsOf(this.desk);
      tickets.learn(ticket);
      tickets.wake();
      made.value += 1;
      const run = () => this.desk.selection.choose(placeOf(ticket.ticket_id));
      say(t("tickets.made", { number: ticket.number }), { action: { label: t("tickets.show"), run } });
      return null;
    } catch (problem) {
      return { words: refusalWords(problem as Problem, this.fields) };
    }
  }
}
