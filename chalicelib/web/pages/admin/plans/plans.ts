/** The plans, one for each website. */
import { t } from "../../desk/i18n.ts";
import type { PlanView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { activeOnes, choosableGroups, knownAgents } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import type { People } from "./plan.ts";

export class Plans {
  readonly reading = new Reading(async () => {
    const [plans, groups, agents] = await Promise.all([api.listPlans(), choosableGroups(), knownAgents()]);
    return { plans, groups, agents: activeOnes(agents) };
  });

  get people(): People {
    return this.reading.data ?? { groups: [], agents: [] };
  }

  /** Read anew also when nothing was stored: a colleague may have changed the plan meanwhile. */
  stored(answer: PlanView | null): void {
    if (answer) say(t("stored", { name: answer.name }));
    this.reading.reload();
  }
}
