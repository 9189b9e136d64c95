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

export class Bulk {
  readonly ticks = new Ticks<string>(MOST_TICKED);
  readonly #isOn = signal(false);
  #asked = "";
  #key = "";

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
   * request, so that it is not done twice where its receipt was lost.
   */
  async act(deed: Deed): Promise<{ results: readonly TicketOutcome[] } | Refused> {
    const body = { ...deed, ticket_ids: this.ticks.keys };
    const asked = JSON.stringify(body);
    if (asked !== this.#asked) [this.#asked, this.#key] = [asked, newClientId()];
    try {
      const { results } = await api.insist(() => this.ask(body, this.#key));
      for (const { ticket } of results) if (ticket) this.tickets.learn(ticket);
      this.tickets.wake();
      this.ticks.set(results.filter(({ ticket }) => !ticket).map(({ ticket_id: id }) => id));
      this.#asked = "";
      return { results };
    } catch (problem) {
      return { words: refusalWords(problem as Problem) };
    }
  }
}
