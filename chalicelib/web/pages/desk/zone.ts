/** The desk's zone, asked for once: what is planned there is shown on its clock, wherever somebody looks from. */
import { ask } from "./asking.ts";
import { readShiftsToday } from "./operations.ts";
import { learnZone } from "./zoned.ts";

let asked: Promise<void> | null = null;

/** A failure is no matter: whoever looks next asks again. */
export function knowZone(): Promise<void> {
  asked ??= ask(readShiftsToday, {}).then(({ time_zone: zone }) => learnZone(zone), () => {
    asked = null;
  });
  return asked;
}
