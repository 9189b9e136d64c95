/** One thing done with all tickets that are ticked: what is ticked, and what came of each. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { ChangeSeveral, TicketOutcome } from "../../desk/operations.ts";
import { newClientId } from "../outbox.ts";
import * as asking from "./asking.ts";
import { Ticks } from "./ticks.ts";
import type { Tickets } from "./tickets.ts";
import { refusalWords, type Refused } from "./work.ts";

export const MOST_TICKED = 100;

export type Deed = Omit<ChangeSeveral, "ticket_ids">;

interface Asked {
  deed: string;
  ids: string[];
  key: string;
  turns: number;
}

export class Bulk {
  readonly ticks = new Ticks<string>(MOST_TICKED);
  readonly #isOn = signal(false);
  /** What was asked for last and has no receipt. */
  #asked: Asked | null = null;

  constructor(private readonly tickets: Pick<Tickets, "learn" | "wake">, private readonly ask = asking.changeTickets) {}

  /** Whether the rows have boxes now. */
  get isOn(): boolean {
    return this.#isOn.value;
  }

  turn(isOn: boolean): void {
    this.#isOn.value = isOn;
    this.ticks.set([]);
  }

  /**
   * What came of each, or why nothing was tried. What did not work stays ticked. The same thing asked again is the same
   * request, so that it is not done twice where its receipt was lost: also where some of them have left the list since,
   * for that may be what it did.
   */
  async act(deed: Deed): Promise<{ results: readonly TicketOutcome[] } | Refused> {
    const { ids, key } = this.#asked = this.#askedFor(JSON.stringify(deed));
    try {
      const { results } = await api.insist(() => this.ask({ ...deed, ticket_ids: ids }, key));
      for (const { ticket } of results) if (ticket) this.tickets.learn(ticket);
      this.tickets.wake();
      this.ticks.set(results.filter(({ ticket }) => !ticket).map(({ ticket_id: id }) => id));
      this.#asked = null;
      return { results };
    } catch (problem) {
      return { words: refusalWords(problem as Problem) };
    }
  }

  #askedFor(deed: string): Asked {
    const { turns, keys: ids } = this.ticks;
    const isSame = this.#asked?.deed === deed && this.#asked.turns === turns;
    return isSame ? this.#asked! : { deed, ids, key: newClientId(), turns };
  }
}
