/** The keys with which a plan's website vouches for its users: as they are, one more, one less. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AddIdentityKey, IdentityKeyView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Keys } from "../parts/once.ts";

export type Way = "HS256" | "RS256" | "HMAC";
export const WAYS: readonly Way[] = ["HS256", "RS256", "HMAC"];

export class IdentityKeys {
  readonly #items = signal<IdentityKeyView[] | null>(null);
  readonly #shown = signal<IdentityKeyView | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  readonly #keys = new Keys();

  constructor(private readonly planKey: string) {}

  /** Null until they are read. */
  get items(): IdentityKeyView[] | null {
    return this.#items.value;
  }

  /** The one that was just added, with its secret, which is shown this once. */
  get shown(): IdentityKeyView | null {
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
      this.#items.value = (await api.listIdentityKeys(this.planKey)).items;
    });
  }

  /** Whether it was added. */
  add(way: Way, publicKey: string): Promise<boolean> {
    const body: AddIdentityKey = way === "RS256" ? { way, public_key: publicKey } : { way };
    return this.#try(async () => {
      const key = await api.addIdentityKey(this.planKey, body, this.#keys.keyOf(body));
      this.#keys.done();
      this.#shown.value = key;
      this.#items.value = [...(this.#items.peek() ?? []), { ...key, secret: undefined }];
    });
  }

  retire(keyId: string): Promise<boolean> {
    return this.#try(async () => {
      const retired = await api.retireIdentityKey(this.planKey, keyId);
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
