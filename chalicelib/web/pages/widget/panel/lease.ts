/** How tabs take turns where the browser has no locks; fetched there. It shares no module with the panel. */
import type { Shelf } from "./storage.ts";

const LEASE_MS = 8000;
const RENEW_MS = 2000;
const LOOK_AGAIN_MS = 250;
const SETTLE_MS = 60;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// Plain http origins have no navigator.locks. A lease that its owner renews does nearly as well: should two tabs ever
// hold it at once, both send the same client_id and the server stores one message.
export async function underLease<Result>(
  shelf: Pick<Shelf, "read" | "write" | "drop">,
  name: string,
  owner: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const take = () => shelf.write(name, { owner, until: Date.now() + LEASE_MS });
  for (;;) {
    const lease = shelf.read(name);
    // A lease far in the future was written before the clock was set back.
    const isFree = !lease || lease.until < Date.now() || lease.until > Date.now() + 2 * LEASE_MS;
    if (!isFree) {
      await pause(LOOK_AGAIN_MS);
      continue;
    }
    take();
    await pause(SETTLE_MS * (1 + Math.random()));
    if (shelf.read(name)?.owner === owner) break;
  }
  const renewing = setInterval(take, RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    if (shelf.read(name)?.owner === owner) shelf.drop(name);
  }
}
