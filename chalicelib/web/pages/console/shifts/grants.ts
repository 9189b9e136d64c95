/** A supervisor's leave for a colleague to be there off duty: whom, for how long, and why. */
import { signal } from "@preact/signals";
import { ask, insist, list } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import * as operations from "../../desk/operations.ts";
import type { Colleague } from "../../desk/operations.ts";

export const HOURS = [1, 2, 4, 8, 12] as const;
const HOUR_MS = 3_600_000;

export interface Asking {
  colleagues: () => Promise<Colleague[]>;
  grant: (id: string, until: string | null, reason: string) => Promise<{ granted_until: string | null }>;
}

const DESK: Asking = {
  colleagues: () => list(operations.listColleagues, {}, 3),
  grant: (id, until, reason) =>
    insist(() => ask(operations.grantDuty, { path: { agent_id: id }, body: { until, reason } })),
};

export type Outcome = { code: string } | { until: string | null; agent: string };

export class Grants {
  readonly #colleagues = signal<Colleague[] | null>(null);
  readonly #agent = signal("");
  readonly #hours = signal<number>(HOURS[1]);
  readonly #reason = signal("");
  readonly #outcome = signal<Outcome | null>(null);
  readonly #busy = signal(false);

  constructor(
    private readonly own: string,
    private readonly asking: Asking = DESK,
    private readonly now: () => number = Date.now,
  ) {}

  /** Null until they are known. */
  get colleagues(): Colleague[] | null {
    return this.#colleagues.value;
  }

  get agent(): string {
    return this.#agent.value;
  }

  get hours(): number {
    return this.#hours.value;
  }

  get reason(): string {
    return this.#reason.value;
  }

  get outcome(): Outcome | null {
    return this.#outcome.value;
  }

  get ready(): boolean {
    return !this.#busy.value && this.#agent.value !== "";
  }

  readonly choose = (agent: string): void => {
    this.#agent.value = agent;
    this.#outcome.value = null;
  };

  readonly chooseHours = (hours: number): void => {
    this.#hours.value = hours;
  };

  readonly write = (reason: string): void => {
    this.#reason.value = reason;
  };

  readonly look = async (): Promise<void> => {
    try {
      const all = await this.asking.colleagues();
      this.#colleagues.value = all.filter(({ agent_id: id }) => id !== this.own);
    } catch (problem) {
      this.#outcome.value = { code: (problem as Problem).code };
    }
  };

  /** Until so many hours from now; without: no longer. */
  readonly grant = async (ends = false): Promise<void> => {
    if (!this.ready) return;
    const agent = this.#agent.peek();
    const until = ends ? null : new Date(this.now() + this.#hours.peek() * HOUR_MS).toISOString();
    this.#busy.value = true;
    try {
      const { granted_until: granted } = await this.asking.grant(agent, until, this.#reason.peek().trim());
      this.#outcome.value = { until: granted, agent };
    } catch (problem) {
      this.#outcome.value = { code: (problem as Problem).code };
    } finally {
      this.#busy.value = false;
    }
  };
}
