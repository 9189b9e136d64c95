/** The ticket that is looked at: read now and then with what happened to it, and what can be done with it. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type {
  AgentRef,
  AssignTicket,
  ChangeTicket,
  DefinitionShown,
  EscalateTicket,
  GiveReason,
  MoveTicket,
  TellDelay,
  TicketEntryView,
  TicketSettingsView,
  WholeTicket,
  WriteTicketEntry,
} from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import * as asking from "./asking.ts";
import { placeOf } from "./place.ts";
import { type Field, fieldsOf, reasonOwed, type Ticket, type Way, waysFor } from "./rules.ts";
import { type Tickets, ticketsOf } from "./tickets.ts";

const PACE_MS = 15_000;

/** Why it was not done. `empty`: nobody is there in the chosen group. */
export interface Refused {
  words: string;
  empty?: boolean;
}

type Done = (after: Ticket) => boolean;

export class OpenTicket {
  readonly #tickets: Tickets;
  readonly #missing = signal(false);
  readonly #entries = signal<readonly TicketEntryView[]>([]);
  readonly #stages = signal<readonly string[]>([]);
  readonly #flow = signal<DefinitionShown | null>(null);
  readonly #settings = signal<TicketSettingsView | null>(null);
  readonly #groups = signal<ReadonlyMap<string, string> | null>(null);
  readonly #poller = new Poller(() => this.#turn());
  #flowKnown = "";
  #waysKnown = -1;
  #isReading = false;

  constructor(readonly desk: Desk, readonly id: string) {
    this.#tickets = ticketsOf(desk);
  }

  get ticket(): Ticket | null {
    return this.#tickets.get(this.id);
  }

  /** It does not exist, or is out of reach. */
  get missing(): boolean {
    return this.#missing.value;
  }

  get entries(): readonly TicketEntryView[] {
    return this.#entries.value;
  }

  get fields(): Field[] {
    return this.ticket ? fieldsOf(this.ticket.type, this.#settings.value, this.#flow.value) : [];
  }

  get ways(): Way[] {
    return this.ticket ? waysFor(this.ticket, this.#stages.value, this.#flow.value) : [];
  }

  /** What a group is called; its id for who cannot see that. */
  groupName(id: string): string {
    return this.#groups.value?.get(id) ?? id;
  }

  /** The version of the flow that it follows. */
  get flow(): DefinitionShown | null {
    return this.#flow.value;
  }

  /** Reads on until what it returns is called. */
  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  /** This is how it, or another, stands by now. */
  learn(ticket: WholeTicket): void {
    this.#tickets.learn(ticket);
    this.#tickets.wake();
    this.#poller.wake();
  }

  /** Goes on to the ticket of this number, if it is there for us. */
  async showNumber(number: string): Promise<void> {
    const { items: [ticket] } = await asking.listTickets({ number }).catch(() => ({ items: [] }));
    if (ticket) this.desk.selection.choose(placeOf(ticket.ticket_id));
    else say(t("ticket.missing"), { kind: "warning" });
  }

  write(body: WriteTicketEntry): Promise<Refused | null> {
    return this.#attempt(() => asking.writeEntry(this.id, body));
  }

  move(body: MoveTicket): Promise<Refused | null> {
    const isDone: Done = ({ state, stage }) => body.stage ? stage === body.stage : state === body.to;
    return this.#attempt(() => asking.moveTicket(this.id, body), isDone);
  }

  assign(body: AssignTicket): Promise<Refused | null> {
    const isDone: Done = ({ handler, group_id: group }) =>
      body.agent_id ? handler.id === body.agent_id : group === body.group_id;
    return this.#attempt(() => asking.assignTicket(this.id, body), isDone);
  }

  change(body: ChangeTicket): Promise<Refused | null> {
    const isDone: Done = ({ priority, subject }) => priority === body.priority && subject === body.subject;
    return this.#attempt(() => asking.changeTicket(this.id, body), isDone);
  }

  escalate(body: EscalateTicket): Promise<Refused | null> {
    return this.#attempt(() => asking.escalateTicket(this.id, body));
  }

  async explain(body: GiveReason): Promise<Refused | null> {
    const refused = await this.#attempt(() => asking.giveReason(this.id, body));
    if (!refused && this.ticket) this.#tickets.explained(this.ticket);
    return refused;
  }

  /** Whether this agent is asked for the reason elsewhere: in the bar above everything, or soon there. */
  get isAskedAbove(): boolean {
    const { owed } = this.#tickets;
    return this.ticket?.owner.id === this.desk.agentId && (!owed || this.#tickets.owes(this.id));
  }

  /** What somebody did elsewhere on this page is read at once. */
  catchUp(): void {
    if (!this.#isReading && this.#last && this.#last < (this.ticket?.version ?? 0)) this.#poller.wake();
  }

  tellDelay(body: TellDelay): Promise<Refused | null> {
    return this.#attempt(() => asking.tellDelay(this.id, body));
  }

  /** Null where it is done; it is, too, where our own answer was lost and the desk shows that we did it. */
  async #attempt(ask: () => Promise<WholeTicket>, isDone: Done = () => false): Promise<Refused | null> {
    let refused: Refused | null = null;
    try {
      this.#tickets.learn(await api.insist(ask));
    } catch (trouble) {
      refused = this.#refusal(trouble as Problem);
      const isOurs = whoChanged(trouble as Problem).every(({ id }) => id === this.desk.agentId);
      await this.#read().catch(() => {});
      if ((trouble as Problem).code === "ticket_changed" && isOurs && this.ticket && isDone(this.ticket)) {
        refused = null;
      }
    }
    this.#tickets.wake();
    this.#poller.wake();
    return refused;
  }

  #refusal(problem: Problem): Refused {
    return { words: refusalWords(problem, this.fields), empty: problem.code === "nobody_there" };
  }

  async #turn(): Promise<number | null> {
    this.#isReading = true;
    try {
      await this.#read();
      this.#missing.value = false;
    } catch (problem) {
      const { status } = problem as Problem;
      if (status !== 403 && status !== 404) throw problem;
      this.#missing.value = true;
      return null;
    } finally {
      this.#isReading = false;
    }
    return PACE_MS;
  }

  async #read(): Promise<void> {
    const ticket = await asking.readTicket(this.id);
    this.#tickets.learn(ticket);
    // The bar above everything hears of it now, and not with its next turn.
    const isOwed = reasonOwed(ticket) && ticket.owner.id === this.desk.agentId;
    if (isOwed && this.#tickets.owed && !this.#tickets.owes(this.id)) this.#tickets.wake();
    await Promise.all([this.#readHistory(ticket), this.#readFlow(ticket), this.#readNames()]);
  }

  async #readHistory({ version }: WholeTicket): Promise<void> {
    for (let last = this.#last; last < version; last = this.#last) {
      const { entries, more } = await asking.readHistory(this.id, last);
      const known = new Set(this.#entries.peek().map(({ seq }) => seq));
      this.#entries.value = [...this.#entries.peek(), ...entries.filter(({ seq }) => !known.has(seq))];
      if (!more) return;
    }
  }

  get #last(): number {
    return this.#entries.peek().at(-1)?.seq ?? 0;
  }

  /** What lies open to us changes with the ticket; a version of a flow never does. */
  async #readFlow({ flow_id: type, flow_version: number, version }: WholeTicket): Promise<void> {
    if (!type) {
      this.#stages.value = [];
      return;
    }
    if (this.#flowKnown !== `${type} ${number}`) {
      this.#flow.value = (await asking.readFlow(type, number)).definition;
      this.#flowKnown = `${type} ${number}`;
    }
    if (this.#waysKnown === version) return;
    this.#stages.value = (await asking.listWays(this.id)).ways;
    this.#waysKnown = version;
  }

  async #readNames(): Promise<void> {
    this.#settings.value ??= await asking.readSettings();
    const groups = this.#groups.peek() ?? await api.listGroups().catch(() => []);
    if (Array.isArray(groups)) this.#groups.value = new Map(groups.map(({ group_id: id, name }) => [id, name]));
  }
}

interface Told {
  author: AgentRef;
  kind: TicketEntryView["kind"];
}

const whoChanged = ({ said }: Problem): AgentRef[] => ((said.entries ?? []) as Told[]).map(({ author }) => author);

/** Why it was refused: in our words where we know the reason, else in the desk's. */
export function refusalWords(problem: Problem, fields: readonly Field[] = []): string {
  const { code, message, errors, said } = problem;
  if (code === "ticket_changed") return changedWords(said.entries ?? []);
  const [wrong] = errors;
  if (wrong) return tOf("ticket.wrong", wrong.field, { field: nameOf(wrong.field, fields), message: wrong.message });
  return tOf("ticket.failed", code, { code, detail: message });
}

const nameOf = (place: string, fields: readonly Field[]): string => {
  const key = place.split(".").at(-1)!;
  const field = fields.find((each) => each.key === key);
  return field ? fieldName(field) : place;
};

export const fieldName = ({ key, names }: Pick<Field, "key" | "names">): string => inOurLanguage(names) ?? key;

/** What somebody else did meanwhile, and who. */
function changedWords(entries: readonly Told[]): string {
  const what = entries.map(({ author, kind }) => t(`ticket.did.${kind}`, { by: agentName(author) }));
  return t("ticket.changed", { what: what.join(t("ticket.between")) });
}
