/** The desk's clock. An agent's machine may be minutes off, and "waited 3 min" must not be. */
import { signal } from "@preact/signals";

let offset = 0;

export function learnServerTime(dateHeader: string | null, askedAt: number, answeredAt: number): void {
  const served = Date.parse(dateHeader ?? "");
  if (Number.isNaN(served)) return;
  // The header counts whole seconds, so smaller differences than a few seconds are noise.
  const difference = served + 500 - (askedAt + answeredAt) / 2;
  offset = Math.abs(difference) > 3000 ? difference : 0;
}

/** The desk's present time in milliseconds. */
export const now = (): number => Date.now() + offset;

const second = signal(0);
let ticking: ReturnType<typeof setInterval> | null = null;

/** The same; whoever renders with it is rendered anew each second while somebody looks at the page. */
export function ticked(): number {
  ticking ??= setInterval(() => {
    if (!document.hidden) second.value += 1;
  }, 1000);
  void second.value;
  return now();
}
