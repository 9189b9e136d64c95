/** Whom and what a report may be about: all that one's role reaches. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Session } from "../../desk/session.ts";
import type { By } from "./view.ts";

export interface Choice {
  /** As the desk takes it: `agent:agt_…`. */
  of: string;
  name: string;
}

export interface Choices {
  departments: readonly Choice[];
  groups: readonly Choice[];
  agents: readonly Choice[];
}

const NOBODY = "-";

/** What figures may be shown by: whose role reaches people reaches not all that a plan or a category has. */
export function waysFor(scope: Session["agent"]["scope"]): readonly By[] {
  const times: By[] = ["hour", "day", "week", "month", "clock"];
  if (scope === "own") return times;
  return [
    ...times,
    "department",
    "group",
    "agent",
    ...(scope === "all" ? ["plan", "source", "level", "category", "type", "priority"] as const : []),
  ];
}

export class ChoiceList {
  readonly #known = signal<Choices>({ departments: [], groups: [], agents: [] });
  #asked = false;

  constructor(private readonly session: Session) {}

  get known(): Choices {
    return this.#known.value;
  }

  /** Reads them, once. Without them there is still everybody. */
  async read(): Promise<void> {
    const { scope } = this.session.agent;
    if (this.#asked || scope === "own") return;
    this.#asked = true;
    try {
      this.#known.value = await (scope === "all" ? everybody() : those());
    } catch {
      this.#asked = false;
    }
  }
}

async function everybody(): Promise<Choices> {
  const [agents, groups, named] = await Promise.all([
    api.listColleagues(),
    api.listGroups(),
    api.readDepartments(),
  ]);
  const inOrder = agents.sort((a, b) => a.number.localeCompare(b.number, undefined, { numeric: true }));
  return {
    departments: named.departments.map(({ department_id: id, name }) => ({ of: `department:${id}`, name })),
    groups: groups.filter(({ archived }) => !archived).map(({ group_id, name }) => ({ of: `group:${group_id}`, name })),
    agents: inOrder.map(({ agent_id, name, number }) => ({ of: `agent:${agent_id}`, name: `${name} ${number}` })),
  };
}

/** Those whose figures are shown side by side are those one reaches. */
async function those(): Promise<Choices> {
  const [agents, groups, departments] = await Promise.all([
    api.listReportLines("agent"),
    api.listReportLines("group"),
    api.listReportLines("department"),
  ]);
  const choices = (kind: string, lines: typeof agents) =>
    lines.filter(({ key }) => key !== NOBODY).map(({ key, name }) => ({ of: `${kind}:${key}`, name: name ?? key }));
  return {
    departments: choices("department", departments),
    groups: choices("group", groups),
    agents: choices("agent", agents),
  };
}
