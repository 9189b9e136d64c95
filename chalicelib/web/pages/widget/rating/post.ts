/**
 * Sends ratings: each is a record in storage with a client_id of its own until the desk has said that it is stored, so that
 * a lost answer, a reload or a second tab never counts twice.
 */
import type { Alone } from "../panel/lock.ts";
import { backoffMs, Nap } from "../panel/pace.ts";
import { newId, type Shelf } from "../panel/storage.ts";
import { type Answer, NoAnswer, Refused } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

/** The loader of the next page looks for names that begin with "out". */
const BEGINNING = "out-rating:";
const TURNS_AT_ONCE = 3;

export interface Said {
  score: number;
  reasons: string[];
  comment: string;
  answers: Record<string, string | number>;
  resolved: boolean | null;
}

export interface Sent extends Said {
  client_id: string;
}

/** How a rating ended; both are null while it is tried again, or when another tab brought it to its end. */
export type Told = (answer: Answer | null, said: Sent | null) => void;

interface Parts {
  shelf: Pick<Shelf, "read" | "write" | "drop" | "names">;
  visitor: Pick<Visitor, "ask">;
  alone: (name: string) => Alone;
}

export class Post {
  readonly #parts: Parts;
  readonly #alone: Alone;
  #nap = new Nap();
  #listeners = new Map<string, Told>();
  /** What was sent from here and whose end nobody has heard of yet. */
  #unheard = new Set<string>();
  #isRunning = false;
  #isClosed = false;
  #failures = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#alone = parts.alone("rating");
    for (const event of ["online", "focus"]) addEventListener(event, this.wake);
    this.wake();
  }

  /** `tell` hears how the rating of this survey ended. */
  listen(id: string, tell: Told): void {
    this.#listeners.set(id, tell);
  }

  /** What is on its way, or null. */
  pending(id: string): Sent | null {
    return this.#parts.shelf.read(BEGINNING + id);
  }

  send(id: string, said: Said): void {
    this.#parts.shelf.write(BEGINNING + id, { ...said, client_id: newId() });
    this.#unheard.add(id);
    this.wake();
  }

  readonly wake = async (): Promise<void> => {
    if (this.#isRunning) return this.#nap.wake();
    this.#isRunning = true;
    try {
      for (let name; !this.#isClosed && (name = this.#parts.shelf.names(BEGINNING)[0]);) {
        const id = name.slice(BEGINNING.length);
        const wait = await this.#alone(() => this.#sendOne(id));
        if (wait && !this.#isClosed) await this.#nap.sleep(wait);
      }
    } finally {
      this.#isRunning = false;
    }
    // Another tab took the record and told nobody here.
    if (!this.#isClosed) { for (const id of this.#unheard) this.#end(id, null, null); }
  };

  // Gives the milliseconds to wait before the next try.
  async #sendOne(id: string): Promise<number> {
    const said = this.pending(id);
    if (!said) return this.#end(id, null, null);
    try {
      return this.#judge(id, said, await this.#parts.visitor.ask("POST", `surveys/${id}/answer`, said));
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#judge(id, said, trouble.answer);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      return this.#later(id);
    }
  }

  #judge(id: string, said: Sent, answer: Answer): number {
    const { status, body, retryAfterMs } = answer;
    if (status === 429 || (status === 401 && this.#failures < TURNS_AT_ONCE)) return this.#later(id, retryAfterMs);
    if (status < 300 && !body.survey_id) return this.#later(id);
    this.#failures = 0;
    // Another tab may have written one of its own meanwhile, which is sent next.
    if (this.pending(id)?.client_id === said.client_id) this.#parts.shelf.drop(BEGINNING + id);
    return this.#end(id, answer, said);
  }

  #later(id: string, atLeastMs = 0): number {
    this.#failures += 1;
    this.#listeners.get(id)?.(null, null);
    return Math.max(atLeastMs, backoffMs(this.#failures));
  }

  #end(id: string, answer: Answer | null, said: Sent | null): number {
    this.#unheard.delete(id);
    this.#listeners.get(id)?.(answer, said);
    return 0;
  }

  close(): void {
    this.#isClosed = true;
    for (const event of ["online", "focus"]) removeEventListener(event, this.wake);
    this.#nap.wake();
  }
}
