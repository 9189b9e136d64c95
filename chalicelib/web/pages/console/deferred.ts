/**
 * What is about to be done to something: for a few seconds it can be undone, and only then the desk is asked. Whoever leaves
 * the page meanwhile has done it.
 */
import { signal } from "@preact/signals";
import { after } from "../desk/timer.ts";

export const UNDO_MS = 5000;

interface Awaited<What> {
  what: What;
  /** Keeps it from being done; null once it is being done. */
  cancel: (() => void) | null;
}

/** Asks the desk. `leaving`: the page may go before it answers. */
type Do<What> = (id: string, what: What, leaving: boolean) => Promise<void>;
type Later = (ms: number, callback: () => void) => () => void;

export class Deferred<What> {
  readonly #awaited = signal<ReadonlyMap<string, Awaited<What>>>(new Map());
  readonly #leaving = new AbortController();

  /** `aside(id, back)` hears of what something is about to be done to, and of what is so no more. */
  constructor(
    private readonly act: Do<What>,
    private readonly aside: (id: string, back: boolean) => void = () => {},
    private readonly later: Later = after,
  ) {}

  start(): void {
    addEventListener("pagehide", () => void this.finish(true), { signal: this.#leaving.signal });
  }

  /** Nobody is signed in any more, so nothing can be done. */
  stop(): void {
    this.#leaving.abort();
    for (const id of [...this.#awaited.peek().keys()]) this.undo(id);
  }

  has(id: string): boolean {
    return this.#awaited.value.has(id);
  }

  /** What is about to be done to it, or is being done. */
  get(id: string): What | null {
    return this.#awaited.value.get(id)?.what ?? null;
  }

  /** Whether it is not being done yet. */
  canUndo(id: string): boolean {
    return Boolean(this.#awaited.value.get(id)?.cancel);
  }

  begin(id: string, what: What): void {
    if (this.#awaited.peek().has(id)) return;
    const cancel = this.later(UNDO_MS, () => void this.finishOne(id));
    this.#put(id, { what, cancel });
    this.aside(id, false);
  }

  /** Gives whether there was something to undo. */
  undo(id: string): boolean {
    const { cancel } = this.#awaited.peek().get(id) ?? {};
    if (!cancel) return false;
    cancel();
    this.#put(id, null);
    this.aside(id, true);
    return true;
  }

  /** Does now whatever is still waiting for it. */
  async finish(leaving = false): Promise<void> {
    await Promise.all([...this.#awaited.peek().keys()].map((id) => this.finishOne(id, leaving)));
  }

  async finishOne(id: string, leaving = false): Promise<void> {
    const { what, cancel } = this.#awaited.peek().get(id) ?? {};
    if (!cancel) return;
    cancel();
    this.#put(id, { what: what!, cancel: null });
    await this.act(id, what!, leaving);
    this.#put(id, null);
    this.aside(id, true);
  }

  #put(id: string, awaited: Awaited<What> | null): void {
    const others = [...this.#awaited.peek()].filter(([each]) => each !== id);
    this.#awaited.value = new Map(awaited ? [...others, [id, awaited]] : others);
  }
}
