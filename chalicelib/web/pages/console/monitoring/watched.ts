/** What is behind the numbers of one group or plan. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { WallView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { PACE_MS } from "./wall.ts";

/** One group or plan, read every few seconds while it is shown. */
export class Watched {
  readonly #seen = signal<WallView | null>(null);
  readonly #missing = signal(false);
  readonly #poller = new Poller(() => this.#read());

  constructor(private readonly kind: "group" | "plan", private readonly id: string) {}

  get seen(): WallView | null {
    return this.#seen.value;
  }

  get missing(): boolean {
    return this.#missing.value;
  }

  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  async #read(): Promise<number | null> {
    if (document.hidden) return PACE_MS;
    try {
      this.#seen.value = await (this.kind === "group" ? api.watchGroup(this.id) : api.watchPlan(this.id));
    } catch (problem) {
      if (![403, 404].includes((problem as Problem).status)) throw problem;
      this.#missing.value = true;
      return null;
    }
    return this.#seen.peek()!.poll_after_ms;
  }
}
