/**
 * What several sections need for names and choices: who goes from one to the next reads it once. It is kept for half a
 * minute and for whoever is signed in; whoever reads a section again, or changes something, has it read anew.
 */
import { session } from "../../desk/session.ts";

const KEPT_MS = 30_000;

const everything = new Set<Shared<unknown>>();

export function readAnew(): void {
  for (const each of everything) each.forget();
}

interface Kept<Value> {
  value: Promise<Value>;
  /** Milliseconds. */
  at: number;
  whose: string;
}

export class Shared<Value> {
  #kept: Kept<Value> | null = null;

  constructor(
    private readonly read: () => Promise<Value>,
    private readonly whose: () => string = () => session.agent.agent_id,
    private readonly clock: () => number = Date.now,
  ) {
    everything.add(this);
  }

  get(): Promise<Value> {
    const kept = this.#kept;
    if (kept && kept.whose === this.whose() && this.clock() - kept.at < KEPT_MS) return kept.value;
    const value = this.read();
    this.#kept = { value, at: this.clock(), whose: this.whose() };
    // What could not be read is asked for again by the next who needs it.
    value.catch(() => {
      if (this.#kept?.value === value) this.#kept = null;
    });
    return value;
  }

  forget(): void {
    this.#kept = null;
  }
}
