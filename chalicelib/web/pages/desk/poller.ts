/**
 * Asks again and again, at the pace the desk sets: slower while nobody looks, with growing pauses while it fails,
 * and at once when the agent comes back or the network does.
 */
import type { Problem } from "./client.ts";
import { connection } from "./connection.ts";
import { after, backoff } from "./timer.ts";

const HIDDEN_PACE_MS = 8000;

const running = new Set<Poller>();

export function wakeAll(): void {
  for (const poller of running) poller.wake();
}

window.addEventListener("online", wakeAll);
window.addEventListener("focus", wakeAll);
// A page that comes back as it was left (by the browser's own "back") has slept.
window.addEventListener("pageshow", ({ persisted }) => persisted && wakeAll());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) wakeAll();
});

export class Poller {
  #asking = false;
  #askAgain = false;
  #failures = 0;
  #cancelTimer = () => {};

  /** `ask` reads once and gives the milliseconds until the next time, or null when there is nothing more to come. */
  constructor(private readonly ask: () => Promise<number | null>) {}

  start(): void {
    running.add(this);
    this.wake();
  }

  stop(): void {
    running.delete(this);
    this.#cancelTimer();
    connection.answered(this);
  }

  wake(): void {
    if (!running.has(this)) return;
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#cancelTimer();
    this.#turn();
  }

  async #turn(): Promise<void> {
    this.#asking = true;
    this.#askAgain = false;
    let pause: number | null;
    try {
      pause = await this.ask();
      this.#failures = 0;
      if (running.has(this)) connection.answered(this);
    } catch (problem) {
      this.#failures += 1;
      pause = Math.max(backoff(this.#failures), ((problem as Problem).retryAfter ?? 0) * 1000);
      // A desk that wants the agreement accepted first can be reached.
      if (running.has(this) && (problem as Problem).code !== "agreement_needed") connection.failed(this);
    } finally {
      this.#asking = false;
    }
    if (!running.has(this)) return;
    if (this.#askAgain && this.#failures === 0) this.#turn();
    else if (pause !== null) {
      this.#cancelTimer = after(document.hidden ? Math.max(pause, HIDDEN_PACE_MS) : pause, () => this.wake());
    }
  }
}
