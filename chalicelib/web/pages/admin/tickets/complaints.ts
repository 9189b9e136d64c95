/** The complaints of a period, and the table of them as a file. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { agentName, fullTime, visitorName } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { ComplaintView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { type Page, Pages } from "../parts/pages.ts";
import { unreadWordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { type Cell, csvOf, download, linesOf } from "../../desk/csv.ts";
import { Period } from "../surveys/period.ts";

export const STATES = ["open", "done"] as const;
export type State = typeof STATES[number];

/** The table of complaints of the service standard, and behind it what was learnt. */
const HEAD = [
  ...["number", "customer", "contact", "created", "about", "order", "first", "escalated", "reason", "solution"],
  ...["feedback", "closed", "stage", "apology", "compensation", "amount", "cause", "lesson", "action", "action_owner"],
  "action_due",
] as const;

interface Asked {
  state: State;
  created_since?: string;
  created_until?: string;
}

type Read = (asked: Asked, cursor: string | null) => Promise<Page<ComplaintView>>;
type Save = (name: string, ...pieces: string[]) => void;

export class Complaints {
  readonly #state = signal<State>("open");
  /** How many are in the file that is being made; null while none is. */
  readonly #exported = signal<number | null>(null);
  #left = false;
  readonly period = new Period(() => this.reading.reload());
  readonly reading;

  constructor(private readonly read: Read = api.listComplaints, private readonly save: Save = download) {
    this.reading = new Reading(async () => {
      const asked = this.#asked(this.state);
      return new Pages<ComplaintView>(await this.read(asked, null), (cursor) => this.read(asked, cursor));
    });
  }

  get state(): State {
    return this.#state.value;
  }

  get exported(): number | null {
    return this.#exported.value;
  }

  readonly choose = (state: State): void => {
    this.#state.value = state;
    this.reading.reload();
  };

  leave(): void {
    this.#left = true;
    this.reading.data?.leave();
  }

  /** All complaints of the period as a file, open or done, read page by page, whatever is shown. */
  readonly exportAll = async (): Promise<void> => {
    if (this.#exported.peek() !== null) return;
    const pieces = [csvOf([HEAD.map((name) => t(`complaints.${name}`))])];
    this.#exported.value = 0;
    try {
      for (const state of STATES) await this.#readInto(pieces, this.#asked(state));
      if (!this.#left) this.save("complaints.csv", ...pieces);
    } catch (problem) {
      say(unreadWordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#exported.value = null;
    }
  };

  async #readInto(pieces: string[], asked: Asked): Promise<void> {
    for (let cursor: string | null = null, goesOn = true; goesOn && !this.#left; goesOn = cursor !== null) {
      const page: Page<ComplaintView> = await this.read(asked, cursor);
      pieces.push(linesOf(page.items.map(rowOf)));
      this.#exported.value = (this.#exported.peek() ?? 0) + page.items.length;
      cursor = page.next;
    }
  }

  /** The last thirty days have no end: where the desk is it may be tomorrow already. */
  #asked(state: State): Asked {
    const { chosen, bounds: { from, to } } = this.period;
    return { state, created_since: from, ...(chosen !== "days30" && { created_until: to }) };
  }
}

type Ticket = ComplaintView["ticket"];

/** As the console calls them; nothing where the ticket has no customer. */
export const customerOf = ({ customer: { name, visitor_id: id } }: Ticket): string =>
  name || (id ? visitorName({ visitor_id: id }) : "");

export const contactOf = ({ customer: { mobile, email } }: Ticket): string => [mobile, email].filter(Boolean).join(" ");

export const stageOf = ({ stage, ticket }: ComplaintView): string =>
  inOurLanguage(stage) || t(`ticket.state.${ticket.state}`);

/** What was proposed, and what a supervisor decided. */
export const solutionOf = ({ solution, decision }: ComplaintView): string =>
  [solution, decision].filter(Boolean).join("\n");

/** Whether the customer accepts it, and their words. */
export const feedbackOf = ({ verdict, feedback }: ComplaintView): string =>
  [inOurLanguage(verdict), feedback].filter(Boolean).join("\n");

const at = (moment: string | null): string => moment ? fullTime(moment) : "";

function rowOf(line: ComplaintView): Cell[] {
  const { ticket } = line;
  return [
    ticket.number,
    customerOf(ticket),
    contactOf(ticket),
    at(ticket.created_at),
    line.about,
    line.order,
    agentName(ticket.owner),
    at(ticket.escalated_at),
    line.escalation_reason,
    solutionOf(line),
    feedbackOf(line),
    at(ticket.closed_at),
    stageOf(line),
    line.apology,
    inOurLanguage(line.compensation) ?? "",
    line.amount,
    line.cause,
    line.lesson,
    line.corrective_action,
    line.corrective_owner,
    line.corrective_due,
  ];
}
