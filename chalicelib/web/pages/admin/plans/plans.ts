/** The plans, one for each website. */
import { t } from "../../desk/i18n.ts";
import type { Problem } from "../../desk/client.ts";
import type { PlanView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { activeOnes, knownAgents, knownGroups } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import { wordsOf } from "../parts/problem.ts";
import type { People } from "./plan.ts";

interface Known extends People {
  pages: Pages<PlanView>;
  archived: PlanView[];
}

export class Plans {
  readonly reading = new Reading<Known>(() => this.#read());

  /** The first page, and as many more as were read before. */
  async #read(): Promise<Known> {
    const before = this.reading.data?.pages.items.length ?? 0;
    const [first, archived, groups, agents] = await Promise.all([
      api.readPlans(null),
      api.listArchivedPlans(),
      knownGroups(),
      knownAgents(),
    ]);
    const pages = new Pages(first, api.readPlans);
    while (pages.items.length < before && pages.more && !pages.problem) await pages.readOn();
    return { pages, archived, groups, agents: activeOnes(agents) };
  }

  get people(): People {
    return this.reading.data ?? { groups: [], agents: [] };
  }

  /** It shows nothing any more, or is back; which can be undone at once. */
  async archive({ key, name }: PlanView, archived: boolean): Promise<void> {
    const set = (to: boolean) => api.updatePlan(key, { archived: to }).then(() => this.reading.reload());
    try {
      await set(archived);
      const action = { label: t("undo"), run: () => void set(!archived).catch(sayWrong) };
      say(t(archived ? "plans.archived" : "plans.restored", { name }), { action });
    } catch (problem) {
      sayWrong(problem);
    }
  }

  /** Read anew also when nothing was stored: a colleague may have changed the plan meanwhile. */
  stored(answer: PlanView | null): void {
    if (answer) {
      say(t("stored", { name: answer.name }));
      // Whoever opens it again at once sees what was stored.
      this.reading.data?.pages.replace(answer, ({ key }) => key === answer.key);
    }
    this.reading.reload();
  }
}

const sayWrong = (problem: unknown) => say(wordsOf(problem as Problem), { kind: "warning", stays: true });
