/** Only one tab of a site may do a thing at a time: send the unsent messages, or register the visitor. */
import { newId, type Shelf } from "./storage.ts";

const LEASE_MS = 8000;
const RENEW_MS = 2000;
const LOOK_AGAIN_MS = 250;
const SETTLE_MS = 60;

/** Runs its work when no other tab, and nobody else in this one, runs under the same name, and gives its result. */
export type Alone = <Result>(work: () => Promise<Result>) => Promise<Result>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function onlyOneTab(shelf: Shelf, name: string): Alone {
  if (!shelf.isShared) return inTurn();
  if (navigator.locks) return (work) => navigator.locks.request(shelf.prefix + name, work);
  return (work) => underLease(shelf, `lease:${name}`, work);
}

/** Where nothing is shared there is no other tab that could know. */
function inTurn(): Alone {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const now = last.then(work, work);
    last = now;
    return now;
  };
}

// Plain http origins have no navigator.locks. A lease that its owner renews does nearly as well: should two tabs ever
// hold it at once, both send the same client_id and the server stores one message.
async function underLease<Result>(shelf: Shelf, name: string, work: () => Promise<Result>): Promise<Result> {
  const owner = newId();
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
