/** What months came to: of agents in reach, and of one cell or agent with what is behind it. */
import type { TouchpointContactView, TouchpointResultsView } from "../../desk/operations.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";
import { MonthChosen } from "./map.ts";

export type Spot = asking.Spot;

/** A month of each agent in reach. */
export class Agents {
  readonly months = new MonthChosen(() => void this.reading.reload());
  readonly reading = new Reading(async () => {
    const { month } = this.months;
    return new Pages(await asking.listAgents(month, null), (cursor) => asking.listAgents(month, cursor));
  });
}

interface Known {
  results: TouchpointResultsView;
  contacts: Pages<TouchpointContactView>;
}

/** A month of one cell or agent, and what is behind it. */
export class Detail {
  readonly reading: Reading<Known>;

  constructor(spot: Spot, month: string, failed: () => boolean) {
    this.reading = new Reading(async () => {
      const only = failed();
      const [results, first] = await Promise.all([
        asking.readResults(spot, month),
        asking.listContacts(spot, month, only, null),
      ]);
      return { results, contacts: new Pages(first, (cursor) => asking.listContacts(spot, month, only, cursor)) };
    });
  }
}
