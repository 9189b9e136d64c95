/** Who reads the contract: the document once it is here, what is searched, and where the address leads. */
import { computed, signal } from "@preact/signals";
import { type Contract, matches, type Operation, operationsOf } from "./contract.ts";
import { summaryOf } from "./words.ts";

class Reader {
  readonly #contract = signal<Contract | null>(null);
  readonly #failed = signal(false);
  readonly searched = signal("");
  /** The operation that the address names; a new object each time it is gone to. */
  readonly target = signal({ name: location.hash.slice(1) });

  readonly operations = computed(() => this.#contract.value ? operationsOf(this.#contract.value) : []);
  readonly found = computed(() => new Set(this.operations.value.filter((each) => this.#fits(each))));

  constructor() {
    window.addEventListener("hashchange", () => this.target.value = { name: location.hash.slice(1) });
  }

  get contract(): Contract | null {
    return this.#contract.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  readonly read = async (): Promise<void> => {
    this.#failed.value = false;
    try {
      const answer = await fetch("openapi.json");
      if (!answer.ok) throw new Error(`${answer.status}`);
      this.#contract.value = await answer.json();
    } catch {
      this.#failed.value = true;
    }
  };

  #fits(operation: Operation): boolean {
    return matches(operation, summaryOf(operation), this.searched.value.trim());
  }
}

export const reader = new Reader();
