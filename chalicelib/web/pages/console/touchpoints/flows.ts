/** How an agent kept the flows of touch points in a month, and the conversations behind that. */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import * as operations from "../../desk/operations.ts";

export type Contact = operations.TouchpointContactView;

const spot = (agent: string, month: string) => ({ agent_id: agent, month });

export class FlowMonth {
  readonly #results = signal<operations.TouchpointResultsView | null>(null);
  readonly #contacts = signal<Contact[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  readonly #failed = signal(false);
  #turn = 0;

  constructor(private readonly agent: string, private readonly month: string) {}

  get results(): operations.TouchpointResultsView | null {
    return this.#results.value;
  }

  get contacts(): Contact[] {
    return this.#contacts.value;
  }

  get more(): boolean {
    return this.#next.value !== null;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Whether only what did not keep every step is shown. */
  get failed(): boolean {
    return this.#failed.value;
  }

  readonly show = (failed: boolean): Promise<void> => {
    this.#failed.value = failed;
    return this.read();
  };

  readonly read = (): Promise<void> =>
    this.#ask(async () => {
      const [results, page] = await Promise.all([
        insist(() => ask(operations.readTouchpointResults, { query: spot(this.agent, this.month) })),
        this.#page(null),
      ]);
      return () => {
        this.#results.value = results;
        this.#contacts.value = page.items;
        this.#next.value = page.next;
      };
    });

  readonly readOn = (): Promise<void> =>
    this.#ask(async () => {
      const page = await this.#page(this.#next.peek());
      return () => {
        this.#contacts.value = [...this.#contacts.peek(), ...page.items];
        this.#next.value = page.next;
      };
    });

  #page(cursor: string | null) {
    const query = { ...spot(this.agent, this.month), only_failed: this.#failed.peek(), cursor: cursor ?? undefined };
    return insist(() => ask(operations.listTouchpointContacts, { query }));
  }

  /** Whoever asked last is heard. */
  async #ask(asking: () => Promise<() => void>): Promise<void> {
    const turn = ++this.#turn;
    this.#busy.value = true;
    try {
      const learn = await asking();
      if (turn !== this.#turn) return;
      learn();
      this.#problem.value = null;
    } catch (problem) {
      if (turn === this.#turn) this.#problem.value = problem as Problem;
    } finally {
      if (turn === this.#turn) this.#busy.value = false;
    }
  }
}
