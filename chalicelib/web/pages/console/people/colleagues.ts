/** Who else is there: their status and load, read while something on the page shows them. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { Colleague, GroupView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";

const PACE_MS = 5000;
const READINESS = ["online", "busy", "break", "offline"];

export type { Colleague };

export class Colleagues {
  readonly #agents = signal<readonly Colleague[]>([]);
  readonly #groups = signal<readonly GroupView[]>([]);
  readonly #loaded = signal(false);
  readonly #failed = signal(false);
  readonly #poller = new Poller(() => this.#read());
  #followers = 0;

  get agents(): readonly Colleague[] {
    return this.#agents.value;
  }

  /** To which something may be given. */
  get groups(): readonly GroupView[] {
    return this.#groups.value.filter(({ archived }) => !archived);
  }

  /** Those that are archived too. */
  get everyGroup(): readonly GroupView[] {
    return this.#groups.value;
  }

  get loaded(): boolean {
    return this.#loaded.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  /** Reads on until what it returns is called. */
  follow(): () => void {
    this.#followers += 1;
    this.#poller.start();
    return () => {
      this.#followers -= 1;
      if (!this.#followers) this.#poller.stop();
    };
  }

  wake(): void {
    this.#poller.wake();
  }

  get(id: string): Colleague | null {
    return this.agents.find(({ agent_id }) => agent_id === id) ?? null;
  }

  /** The desk has said so in answer to something that was asked here. */
  learnStatus(id: string, status: Colleague["status"]): void {
    this.#agents.value = this.#agents.peek().map((each) => each.agent_id === id ? { ...each, status } : each);
  }

  async #read(): Promise<number | null> {
    try {
      const [agents, groups] = await Promise.all([api.listColleagues(), api.listGroups()]);
      this.#agents.value = agents.sort(byReadiness);
      this.#groups.value = groups;
      this.#loaded.value = true;
      this.#failed.value = false;
    } catch (problem) {
      this.#failed.value = !this.#loaded.peek();
      if ((problem as Problem).status === 403) return null;
      throw problem;
    }
    return PACE_MS;
  }
}

interface Loaded {
  serving: number;
  capacity: number;
}

export const isFull = ({ serving, capacity }: Loaded): boolean => serving >= capacity;

/** Those who can take one more come first, then the full ones, then those who are not online. */
const readiness = (colleague: Colleague): number =>
  READINESS.indexOf(colleague.status) * 2 + (isFull(colleague) ? 1 : 0);

const byReadiness = (a: Colleague, b: Colleague): number =>
  readiness(a) - readiness(b) || a.number.localeCompare(b.number, undefined, { numeric: true });

/** How many of a group are online with a free place. */
export function freeIn(group: GroupView, agents: readonly Colleague[], exceptId: string): number {
  const ids = [group.leader_id, ...group.member_ids].filter((id) => id !== exceptId);
  return agents.filter((each) => ids.includes(each.agent_id) && each.status === "online" && !isFull(each)).length;
}
