/** Everybody who signs in: read page by page, looked for, and switched on and off. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AgentView } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { choosableRoles, namesOf } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { BUILT_IN_ROLES, type NamedRole, roleName } from "../parts/rights.ts";
import { readAnew } from "../parts/shared.ts";

interface Known {
  pages: Pages<AgentView>;
  roles: NamedRole[];
}

export class Agents {
  readonly wanted = signal("");
  readonly withDisabled = signal(false);
  readonly reading = new Reading<Known>(() => this.#read());

  /** The first page is enough to begin with; the rest follows, so that looking for somebody finds everybody. */
  async #read(): Promise<Known> {
    const [first, roles] = await Promise.all([api.readAgents(null), choosableRoles()]);
    this.#pages?.leave();
    const pages = new Pages(first, api.readAgents);
    pages.readAll();
    return { pages, roles };
  }

  get #pages(): Pages<AgentView> | undefined {
    return this.reading.data?.pages;
  }

  get all(): AgentView[] {
    return this.#pages?.items ?? [];
  }

  get disabled(): number {
    return this.all.filter(({ active }) => !active).length;
  }

  /** Those who are looked for. */
  get found(): AgentView[] {
    const wanted = this.wanted.value.trim().toLowerCase();
    return this.all.filter(({ active, name, number, email }) =>
      (active || this.withDisabled.value) && `${name}\n${number}\n${email}`.toLowerCase().includes(wanted)
    );
  }

  /** Roles to choose from; those that somebody has but whose names are not ours to read can still be kept. */
  get roles(): NamedRole[] {
    const roles = this.reading.data?.roles ?? [];
    const known = new Set([...BUILT_IN_ROLES, ...roles.map(({ role_id: id }) => id)]);
    const others = [...new Set(this.all.map(({ role }) => role))].filter((id) => !known.has(id));
    return [...roles, ...others.map((role_id) => ({ role_id }))];
  }

  get roleOf(): (roleId: string) => string {
    return namesOf(this.roles, ({ role_id: id }) => id, roleName);
  }

  stored(answer: AgentView | null): void {
    if (!answer) return;
    say(t("stored", { name: answer.name }));
    const isSame = ({ agent_id: id }: AgentView) => id === answer.agent_id;
    // Long lists stay where they are; only somebody new has a place that the desk must say.
    if (!this.all.some(isSame)) return void this.reading.reload();
    this.#pages?.replace(answer, isSame);
    readAnew();
  }

  /** Shows somebody by their initials again. */
  async removePicture({ agent_id: id }: AgentView): Promise<void> {
    try {
      this.stored(await api.removePicture(id));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
  }

  /** Enables who is disabled, and disables who is not: that can be taken back for some seconds. */
  async switchOn(agent: AgentView): Promise<void> {
    try {
      const changed = await api.updateAgent(agent.agent_id, { active: !agent.active });
      this.stored(changed);
      if (changed.active) return;
      const undo = { label: t("agents.undo"), run: () => void this.switchOn(changed) };
      say(t("agents.disabled", { name: changed.name }), { action: undo });
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
  }

  leave(): void {
    this.#pages?.leave();
  }
}
