/** How many wait in all. The inbox lists the first of them; only while there are more, the desk is asked for a count. */
import { effect, signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { CountView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import type { Conversations } from "./conversations.ts";
import type { Inbox } from "./inbox.ts";

const PACE_MS = 20_000;

export class QueueCount {
  readonly #counted = signal<CountView | null>(null);
  readonly #poller = new Poller(() => this.#read());
  #stopWatching = () => {};

  constructor(
    private readonly inbox: Pick<Inbox, "moreWaiting">,
    private readonly conversations: Pick<Conversations, "waiting">,
    private readonly ask: () => Promise<CountView> = api.countWaiting,
  ) {}

  /** The number, with a + where there may be more. */
  get words(): string {
    const listed = this.conversations.waiting.length;
    if (!this.inbox.moreWaiting) return `${listed}`;
    const { count, more } = this.#counted.value ?? { count: listed, more: true };
    return `${Math.max(listed, count)}${more ? "+" : ""}`;
  }

  start(): void {
    this.#stopWatching = effect(() => {
      if (this.inbox.moreWaiting) this.#poller.start();
      else this.#forget();
    });
  }

  stop(): void {
    this.#stopWatching();
    this.#poller.stop();
  }

  #forget(): void {
    this.#poller.stop();
    this.#counted.value = null;
  }

  async #read(): Promise<number> {
    if (!document.hidden) this.#counted.value = await this.ask();
    return PACE_MS;
  }
}
