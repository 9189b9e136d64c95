/** What the desk's plans are called and which colour they have; read once, and again now and then. */
import { signal } from "@preact/signals";
import * as api from "../desk/api.ts";
import type { PlanName } from "../desk/operations.ts";
import { Poller } from "../desk/poller.ts";

const PACE_MS = 10 * 60_000;

export class Plans {
  readonly #named = signal<ReadonlyMap<string, PlanName>>(new Map());
  readonly #poller = new Poller(() => this.#read());

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  /** All that are known and not archived, in their order. */
  get named(): readonly PlanName[] {
    return [...this.#named.value.values()].filter(({ archived }) => !archived);
  }

  /** Its name; its key while no name is known. */
  nameOf(key: string): string {
    return this.#named.value.get(key)?.name ?? key;
  }

  /** #rrggbb, or nothing while it is not known. */
  colourOf(key: string): string | undefined {
    return this.#named.value.get(key)?.color;
  }

  /** Whether its shop is asked for orders, or facts of its customers are checked. */
  hasOrders(key: string): boolean {
    return this.#named.value.get(key)?.orders ?? false;
  }

  async #read(): Promise<number> {
    // A name is never worth a word about a bad connection; others ask often enough.
    const plans = await api.listPlans().catch(() => null);
    if (plans) this.#named.value = new Map(plans.map((plan) => [plan.plan_key, plan]));
    return PACE_MS;
  }
}
