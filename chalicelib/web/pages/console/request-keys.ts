/** Names of requests, so that the same thing once more has the same name. */
import { newClientId } from "./outbox.ts";

export class Keys {
  readonly #known = new Map<string, string>();

  keyOf(asked: unknown): string {
    const name = JSON.stringify(asked);
    const key = this.#known.get(name) ?? newClientId();
    this.#known.set(name, key);
    return key;
  }
}
