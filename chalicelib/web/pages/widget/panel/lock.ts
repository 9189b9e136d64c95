/** Only one tab of a site may do a thing at a time: send the unsent messages, or register the visitor. */
import { openPart } from "./part.ts";
import { newId, type Shelf } from "./storage.ts";

declare const BUILT: Record<string, string>;

type Lease = typeof import("./lease.ts");

/** Runs its work when no other tab, and nobody else in this one, runs under the same name, and gives its result. */
export type Alone = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function onlyOneTab(shelf: Shelf, name: string): Alone {
  if (!shelf.isShared) return inTurn();
  if (navigator.locks) return (work) => navigator.locks.request(shelf.prefix + name, work);
  return async (work) => {
    const late = await openPart(BUILT["widget/panel/lease.ts"], () => false, (part: Lease) => Promise.resolve(part));
    return late!.underLease(shelf, `lease:${name}`, newId(), work);
  };
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
