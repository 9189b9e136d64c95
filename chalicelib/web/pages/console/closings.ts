/**
 * Conversations that are about to be closed: for a few seconds it can be undone, and only then the desk is asked. Whoever
 * leaves the page meanwhile has closed them; a visitor who writes meanwhile has not been closed.
 */
import { signal } from "@preact/signals";
import { after } from "../desk/timer.ts";

export const UNDO_MS = 5000;

interface Awaited {
  category: string;
  cancel: () => void;
}

/** Asks the desk. `leaving`: the page may go before it answers. */
type Close = (conversationId: string, category: string, leaving: boolean) => Promise<void>;
type Later = (ms: number, callback: () => void) => () => void;

export class Closings {
  readonly #awaited = signal<ReadonlyMap<string, Awaited>>(new Map());
  readonly #leaving = new AbortController();

  /** `aside(id, back)` hears what is about to be closed, and what is so no more. */
  constructor(
    private readonly close: Close,
    private readonly aside: (conversationId: string, back: boolean) => void,
    private readonly later: Later = after,
  ) {}

  start(): void {
    addEventListener("pagehide", () => void this.finish(true), { signal: this.#leaving.signal });
  }

  /** Nobody is signed in any more, so nothing can be closed. */
  stop(): void {
    this.#leaving.abort();
    for (const id of [...this.#awaited.peek().keys()]) this.undo(id);
  }

  has(conversationId: string): boolean {
    return this.#awaited.value.has(conversationId);
  }

  begin(conversationId: string, category: string): void {
    if (this.#awaited.peek().has(conversationId)) return;
    const cancel = this.later(UNDO_MS, () => void this.#finishOne(conversationId, false));
    this.#awaited.value = new Map([...this.#awaited.peek(), [conversationId, { category, cancel }]]);
    this.aside(conversationId, false);
  }

  undo(conversationId: string): void {
    if (this.#take(conversationId)) this.aside(conversationId, true);
  }

  /** Closes now whatever is still waiting for it. */
  async finish(leaving = false): Promise<void> {
    await Promise.all([...this.#awaited.peek().keys()].map((id) => this.#finishOne(id, leaving)));
  }

  async #finishOne(conversationId: string, leaving: boolean): Promise<void> {
    const awaited = this.#take(conversationId);
    if (!awaited) return;
    await this.close(conversationId, awaited.category, leaving);
    this.aside(conversationId, true);
  }

  #take(conversationId: string): Awaited | null {
    const awaited = this.#awaited.peek().get(conversationId);
    if (!awaited) return null;
    awaited.cancel();
    this.#awaited.value = new Map([...this.#awaited.peek()].filter(([id]) => id !== conversationId));
    return awaited;
  }
}
