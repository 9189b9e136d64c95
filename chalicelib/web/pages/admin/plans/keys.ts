/** A plan's keys: its website vouches for its users with some, the desk signs with others what it asks the plan's shop. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AddIdentityKey, IdentityKeyView, ShopKeyView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Keys } from "../parts/once.ts";

export type Way = "HS256" | "RS256" | "HMAC";
export const WAYS: readonly Way[] = ["HS256", "RS256", "HMAC"];

/** What of a key of either kind is shown. */
export type KeyView = IdentityKeyView | ShopKeyView;

/** How the keys of one kind are asked for. */
interface Asking<View, Body> {
  list(): Promise<{ items: View[] }>;
  add(body: Body, requestKey: string): Promise<View>;
  retire(keyId: string): Promise<View>;
}

export const identityKeysOf = (planKey: string) =>
  new PlanKeys<IdentityKeyView, AddIdentityKey>({
    list: () => api.listIdentityKeys(planKey),
    add: (body, key) => api.addIdentityKey(planKey, body, key),
    retire: (keyId) => api.retireIdentityKey(planKey, keyId),
  });

export const shopKeysOf = (planKey: string) =>
  new PlanKeys<ShopKeyView, Record<never, never>>({
    list: () => api.listShopKeys(planKey),
    add: (_, key) => api.addShopKey(planKey, key),
    retire: (keyId) => api.retireShopKey(planKey, keyId),
  });

/** As they are, one more, one less. */
export class PlanKeys<View extends KeyView, Body> {
  readonly #items = signal<View[] | null>(null);
  readonly #shown = signal<View | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  readonly #keys = new Keys();

  constructor(private readonly asking: Asking<View, Body>) {}

  /** Null until they are read. */
  get items(): View[] | null {
    return this.#items.value;
  }

  /** The one that was just added, with its secret, which is shown this once. */
  get shown(): View | null {
    return this.#shown.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  read(): Promise<boolean> {
    return this.#try(async () => {
      this.#items.value = (await this.asking.list()).items;
    });
  }

  /** Whether it was added. */
  add(body: Body): Promise<boolean> {
    return this.#try(async () => {
      const key = await this.asking.add(body, this.#keys.keyOf(body));
      this.#keys.done();
      this.#shown.value = key;
      this.#items.value = [...(this.#items.peek() ?? []), { ...key, secret: undefined }];
    });
  }

  retire(keyId: string): Promise<boolean> {
    return this.#try(async () => {
      const retired = await this.asking.retire(keyId);
      this.#items.value = this.#items.peek()!.map((each) => each.key_id === keyId ? retired : each);
      if (this.#shown.peek()?.key_id === keyId) this.#shown.value = null;
    });
  }

  async #try(act: () => Promise<void>): Promise<boolean> {
    this.#busy.value = true;
    try {
      await act();
      this.#problem.value = null;
      return true;
    } catch (problem) {
      this.#problem.value = problem as Problem;
      return false;
    } finally {
      this.#busy.value = false;
    }
  }
}
