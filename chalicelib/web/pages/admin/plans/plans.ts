/** The plans, one for each website. */
import { t } from "../../desk/i18n.ts";
import type { PlanView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { activeOnes, choosableGroups, knownAgents } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import type { People } from "./plan.ts";

interface Known extends People {
  pages: Pages<PlanView>;
}

export class Plans {
  readonly reading = new Reading<Known>(() => this.#read());

  /** The first page, and as many more as were read before. */
  async #read(): Promise<Known> {
    const before = this.reading.data?.pages.items.length ?? 0;
    const [first, groups, agents] = await Promise.all([api.readPlans(null), choosableGroups(), knownAgents()]);
    const pages = new Pages(first, api.readPlans);
    while (pages.items.length < before && pages.more && !pages.problem) await pages.readOn();
    return { pages, groups, agents: activeOnes(agents) };
  }

  get people(): People {
    return this.reading.data ?? { groups: [], agents: [] };
  }

  /** Read anew also when nothing was stored: a colleague may have changed the plan meanwhile. */
  stored(answer: PlanView | null): void {
    if (answer) say(t("stored", { name: answer.name }));
    this.reading.reload();
  }
}
