/** How the messages stand that this browser left while nobody was there. What is known of them is kept by the form. */
import type { Shelf } from "./storage.ts";

/** Stands in storage while something is outstanding; the loader of the next page sees it and asks once. */
export const OUTSTANDING = "outstanding";

export interface Known {
  answers: number;
  seen: number;
  isOver?: boolean;
}

export class Left {
  constructor(protected readonly shelf: Pick<Shelf, "read">) {}

  /** By the id of each message. */
  get known(): Record<string, Known> {
    return this.shelf.read("letters") || {};
  }

  get isAny(): boolean {
    return Object.keys(this.known).length > 0;
  }

  get isOutstanding(): boolean {
    return this.shelf.read(OUTSTANDING) !== null;
  }

  /** Answers nobody has looked at in this browser. */
  get unread(): number {
    return Object.values(this.known).reduce((sum, { answers, seen }) => sum + Math.max(0, answers - seen), 0);
  }
}
