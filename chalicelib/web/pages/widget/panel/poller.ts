/** Asks what is new, at the pace the server sets. Hidden tabs and closed panels ask less often. */
import type { EntryView } from "../../desk/operations.ts";
import { backoffMs, Nap } from "./pace.ts";
import type { Talk } from "./talk.ts";
import { type Answer, Trouble } from "./transport.ts";
import type { Visitor } from "./visitor.ts";

const USUAL_MS = 3000;
const SHORTEST_MS = 500;
const PANEL_SHUT_MS = 6000;
const TAB_HIDDEN_MS = 20000;

interface Parts {
  talk: Talk;
  visitor: Pick<Visitor, "ask" | "isKnown">;
  isOpen: () => boolean;
  isHidden: () => boolean;
  isTyping: () => boolean;
  news: (entries: EntryView[]) => void;
}

export class Poller {
  readonly #parts: Parts;
  #nap = new Nap();
  #failures = 0;

  /** `isOpen()` says whether the panel is open, `isTyping()` whether the visitor types in it; `news(entries)` hears of every answer, also of an empty one. */
  constructor(parts: Parts) {
    this.#parts = parts;
    this.#run();
  }

  wake(): void {
    this.#nap.wake();
  }

  async #run(): Promise<void> {
    const { talk, visitor } = this.#parts;
    while (!this.#nap.isOver) {
      await this.#nap.sleep(talk.isWorthAsking && visitor.isKnown ? await this.#ask() : Infinity);
    }
  }

  // Gives the milliseconds to wait before asking again.
  async #ask(): Promise<number> {
    const { talk, visitor, isTyping } = this.#parts;
    const { id, after, seen } = talk;
    const marks = (isTyping() ? "&typing=true" : "") + (seen ? `&read=${seen}` : "");
    try {
      const answer = await visitor.ask("GET", `conversations/${id}/entries?after=${after}&limit=100${marks}`);
      if (this.#nap.isOver || id !== talk.id) return 0;
      return this.#judge(answer);
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      return this.#later();
    }
  }

  #later(atLeastMs = 0): number {
    this.#failures += 1;
    return this.#slowed(Math.max(atLeastMs, backoffMs(this.#failures)));
  }

  #judge({ status, body, retryAfterMs }: Answer): number {
    const { talk, news } = this.#parts;
    if (status === 401) return this.#later();
    this.#failures = 0;
    if (status === 200) {
      news(talk.take(body));
      if (body.more) return 0;
      return this.#slowed(Math.max(SHORTEST_MS, body.poll_after_ms || USUAL_MS));
    }
    if (status === 429) return Math.max(retryAfterMs, TAB_HIDDEN_MS);
    // Not this visitor's conversation any more: nothing further can be learned about it.
    talk.end(true);
    news([]);
    return Infinity;
  }

  #slowed(ms: number): number {
    if (this.#parts.isHidden()) return Math.max(ms, TAB_HIDDEN_MS);
    return this.#parts.isOpen() ? ms : Math.max(ms, PANEL_SHUT_MS);
  }

  close(): void {
    this.#nap.close();
  }
}
