/** Why a conversation is whose it is, as the desk explains it. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { DecisionView } from "../../desk/operations.ts";

export class Explanation {
  readonly #decisions = signal<readonly DecisionView[] | null>(null);
  readonly #failed = signal(false);

  constructor(private readonly conversationId: string) {}

  /** The newest first; null before they are read. */
  get decisions(): readonly DecisionView[] | null {
    return this.#decisions.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  async read(): Promise<void> {
    this.#failed.value = false;
    try {
      this.#decisions.value = (await api.insist(() => api.listAssignments(this.conversationId))).toReversed();
    } catch {
      this.#failed.value = true;
    }
  }
}
