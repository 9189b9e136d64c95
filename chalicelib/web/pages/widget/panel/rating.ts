/**
 * The invitation to rate a conversation that is over. Its card is fetched only when there is an invitation to show, or a
 * rating that is still unsent.
 */
import type { Card, Env, Part, Place } from "../rating/card.ts";
import { openPart } from "./part.ts";

declare const BUILT: Record<string, string>;

export class Rating {
  readonly #env: Env;
  #loading: Promise<Part | null> | null = null;
  #isGone = false;

  constructor(env: Env) {
    this.#env = env;
    if (env.shelf.names("out-rating:").length) this.#load();
  }

  /** Completes the element that has the invitation already; `log` keeps it in sight. */
  async fill(root: HTMLElement, id: string, log: Place): Promise<Card | undefined> {
    const part = await this.#load();
    return this.#isGone ? undefined : part?.fill(root, id, log);
  }

  #load(): Promise<Part | null> {
    const open = (module: { open(env: Env): Promise<Part> }) => module.open(this.#env);
    this.#loading ??= openPart(BUILT["widget/rating/card.ts"], () => this.#isGone, open);
    return this.#loading;
  }

  close(): void {
    this.#isGone = true;
    this.#loading?.then((part) => part?.close());
  }
}
