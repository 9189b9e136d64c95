/** Groups: who receives together, led by whom, and for which visitors. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { Problem } from "../../desk/client.ts";
import type { DepartmentView, GroupView, NeedingPlan } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { attributesField } from "../parts/attributes.ts";
import { ChoiceField, LinesField, TextField, TicksField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { knownAgents, type Person } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

/** The department of a group that belongs to none. */
export const NO_DEPARTMENT = "-";

export const LEVELS = ["vip", "gold", "silver", "normal"];

interface Known {
  pages: Pages<GroupView>;
  archived: GroupView[];
  agents: Person[];
  departments: DepartmentView[];
}

export class Groups {
  readonly reading = new Reading<Known>(() => this.#read());

  /** The first page, and as many more as were read before. */
  async #read(): Promise<Known> {
    const before = this.reading.data?.pages.items.length ?? 0;
    const [first, archived, agents, { departments }] = await Promise.all([
      api.readGroups(null),
      api.listArchivedGroups(),
      knownAgents(),
      api.readDepartments(),
    ]);
    const pages = new Pages(first, api.readGroups);
    while (pages.items.length < before && pages.more && !pages.problem) await pages.readOn();
    return { pages, archived, agents, departments };
  }

  get departments(): DepartmentView[] {
    return this.reading.data?.departments ?? [];
  }

  get agents(): Person[] {
    return this.reading.data?.agents ?? [];
  }

  /** Nothing new comes to it any more, or it is back; which can be undone at once. */
  async archive({ group_id: id, name }: GroupView, archived: boolean): Promise<void> {
    const set = (to: boolean) => api.updateGroup(id, { archived: to }).then(() => this.reading.reload());
    const sayWrong = (problem: unknown) => say(refusalOf(name, problem as Problem), { kind: "warning", stays: true });
    try {
      await set(archived);
      const action = { label: t("undo"), run: () => void set(!archived).catch(sayWrong) };
      say(t(archived ? "groups.archived" : "groups.restored", { name }), { action });
    } catch (problem) {
      sayWrong(problem);
    }
  }

  stored(answer: GroupView | null): void {
    if (!answer) return;
    say(t("stored", { name: answer.name }));
    this.reading.reload();
  }
}

/** Why a group cannot be archived: who needs it still. */
export function refusalOf(name: string, problem: Problem): string {
  if (problem.code !== "group_needed") return wordsOf(problem);
  const { plans, waiting } = problem.said as { plans: NeedingPlan[]; waiting: number };
  const reasons = [
    plans.length ? t("groups.needed.plans", { plans: plans.map((each) => each.name).join(t("comma")) }) : "",
    waiting ? t("groups.needed.waiting", { count: waiting }) : "",
  ];
  return t("groups.needed", { name, reasons: reasons.filter(Boolean).join(" ") });
}

/** Whom a group may have: the active ones, and whoever is in it already; [id, name]. */
export function choosable(group: GroupView | null, agents: Person[]): Array<[string, string]> {
  const inside = new Set([group?.leader_id, ...group?.member_ids ?? []]);
  return agents
    .filter(({ active, agent_id: id }) => active !== false || inside.has(id))
    .map((agent) => [agent.agent_id, agentName(agent)]);
}

export const ofCopiedGroup = (group: GroupView, done: (answer: GroupView) => void) =>
  new Form({
    name: `group.copy.${group.group_id}`,
    fields: { name: new TextField({ value: group.name, required: true }) },
    send: (values, key) => api.copyGroup(group.group_id, values, key),
    done,
  });

/** `people`: the ids of those who can be members. */
export const ofGroup = (group: GroupView | null, people: string[], done: (answer: GroupView) => void) =>
  new Form({
    name: `group.${group?.group_id ?? "new"}`,
    fields: {
      name: new TextField({ value: group?.name, required: true }),
      department_id: new ChoiceField<string>({ value: group?.department_id ?? NO_DEPARTMENT }),
      leader_id: new ChoiceField<string>({ value: group?.leader_id ?? "", required: true }),
      member_ids: new TicksField({ value: group?.member_ids, choices: people }),
      levels: new TicksField({ value: group?.levels, choices: LEVELS }),
      channels: new LinesField({ value: group?.channels }),
      attributes: attributesField(group?.attributes ?? []),
    },
    send: (values, key) => group ? api.updateGroup(group.group_id, values) : api.createGroup(values, key),
    done,
  });
