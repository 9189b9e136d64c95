/** How long to wait. Only timers are used, never the clock of the machine: it may be wrong or be set back. */

const FIRST_MS = 1000;
const LONGEST_MS = 30000;

/** The wait after so many failures in a row: doubling, with jitter so that a crowd does not come back at once. */
export function backoffMs(failures: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return full * (0.5 + Math.random() / 2);
}

/** A sleep that can be ended early. A wake-up while nobody sleeps makes the next sleep return at once. */
export class Nap {
  #end: (() => void) | null = null;
  #missed = false;
  /** Whoever sleeps here is to stop. */
  isOver = false;

  sleep(ms: number): Promise<void> {
    if (this.#missed) {
      this.#missed = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const timer = ms === Infinity ? 0 : setTimeout(() => this.wake(), ms);
      this.#end = () => {
        clearTimeout(timer);
        this.#end = null;
        resolve();
      };
    });
  }

  wake(): void {
    if (this.#end) this.#end();
    else this.#missed = true;
  }

  close(): void {
    this.isOver = true;
    this.wake();
  }
}
