/**
 * What the website's shop knows of the customer, as it says at this moment; and finding out who they are, before or
 * beside that. A shop that does not answer keeps nobody from anything else.
 */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import { now } from "../../desk/time.ts";
import { FRESH_MS } from "../conversations/customer.ts";
import type { Problem } from "../../desk/client.ts";
import type {
  CheckIdentity,
  CheckOutcomeView,
  CheckView,
  ConversationView,
  OrdersView,
} from "../../desk/operations.ts";

/** Whom this asks. */
export interface Asking {
  list(number: string): Promise<OrdersView>;
  check(number: string): Promise<CheckView>;
  /** The same `key` is one check. */
  compare(body: CheckIdentity, key: string): Promise<CheckOutcomeView>;
}

interface Learning {
  learn(conversation: ConversationView): void;
}

/** The desk, asked about one conversation. */
export const askingAbout = (conversationId: string): Asking => ({
  list: (number) => api.listOrders(conversationId, number),
  check: (number) => api.readIdentityCheck(conversationId, number),
  compare: (body, key) => api.checkIdentity(conversationId, body, key),
});

/** The conversation as it stands after a check; without an answer the next poll brings it. */
export async function readAgain(conversationId: string, conversations: Learning): Promise<void> {
  const conversation = await api.readConversation(conversationId).catch(() => null);
  if (conversation) conversations.learn(conversation);
}

export class Orders {
  readonly #state = signal<"loading" | "there" | "failed" | "asked">("loading");
  readonly #answer = signal<OrdersView | null>(null);
  readonly #problem = signal<Problem | null>(null);
  readonly #check = signal<CheckView | null>(null);
  readonly #isWrong = signal(false);
  readonly #busy = signal(false);
  #number = "";
  #turn = 0;
  #askedAt = 0;
  #pending = { asked: "", key: "" };

  constructor(
    private readonly asking: Asking,
    private readonly newKey: () => string,
    private readonly passed: () => void = () => {},
    private readonly clock = now,
  ) {}

  /** `asked`: it is to be found out first who the customer is, or somebody wants to. */
  get state() {
    return this.#state.value;
  }

  get answer(): OrdersView | null {
    return this.#answer.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get check(): CheckView | null {
    return this.#check.value;
  }

  /** What was told last is not right, and it is not said which of it. */
  get isWrong(): boolean {
    return this.#isWrong.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** The order that was asked for, or nothing. */
  get number(): string {
    return this.#number;
  }

  /** Somebody looks at them: asked for, and anew where that was a while ago; a check that is begun is left as it is. */
  open(): void {
    if (!this.#turn) void this.look();
    else if (this.#state.peek() === "there" && this.clock() - this.#askedAt > FRESH_MS) void this.#refresh();
  }

  /** What is known is shown until there is another answer. */
  async #refresh(): Promise<void> {
    const turn = this.#turn += 1;
    this.#askedAt = this.clock();
    const answer = await this.asking.list(this.#number).catch(() => null);
    if (answer && turn === this.#turn) this.#answer.value = answer;
  }

  /** The customer's orders, or (with a number) that one; what was asked for before is waited for no more. */
  async look(number = this.#number): Promise<void> {
    const turn = this.#begin(number);
    try {
      const answer = await this.asking.list(number);
      if (turn !== this.#turn) return;
      this.#answer.value = answer;
      this.#state.value = "there";
    } catch (problem) {
      if (turn !== this.#turn) return;
      const { code } = problem as Problem;
      // Without a shop there may be facts to check all the same.
      if (code === "identity_unverified" || code === "no_shop") await this.#ask(turn, problem as Problem);
      else this.#fail(problem as Problem);
    }
  }

  /** Somebody wants to find out who they are, though nothing demands it. */
  async ask(): Promise<void> {
    await this.#ask(this.#begin(this.#number), null);
  }

  /** Compares what the customer told, by fact. */
  async compare(told: Record<string, string>): Promise<void> {
    const given = Object.entries(told).map(([id, text]) => [id, text.trim()]).filter(([, text]) => text);
    const body = { answers: Object.fromEntries(given), order_number: this.#number };
    if (!given.length || this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      const { passed, tries_left: left } = await this.asking.compare(body, this.#keyOf(JSON.stringify(body)));
      this.#pending = { asked: "", key: "" };
      this.#problem.value = null;
      this.#isWrong.value = !passed;
      this.#check.value = { ...this.#check.peek()!, tries_left: left };
      if (passed) {
        this.passed();
        await this.look();
      }
    } catch (problem) {
      this.#isWrong.value = false;
      this.#problem.value = problem as Problem;
    } finally {
      this.#busy.value = false;
    }
  }

  #begin(number: string): number {
    this.#number = number;
    this.#askedAt = this.clock();
    this.#state.value = "loading";
    this.#answer.value = this.#problem.value = null;
    this.#isWrong.value = false;
    return this.#turn += 1;
  }

  async #ask(turn: number, before: Problem | null): Promise<void> {
    try {
      const check = await this.asking.check(this.#number);
      if (turn !== this.#turn) return;
      this.#check.value = check;
      this.#problem.value = before?.code === "no_shop" ? null : before;
      this.#state.value = "asked";
    } catch (problem) {
      if (turn !== this.#turn) return;
      this.#fail(before?.code === "no_shop" ? before : problem as Problem);
    }
  }

  #fail(problem: Problem): void {
    this.#problem.value = problem;
    this.#state.value = "failed";
  }

  /** Asking again after no answer is the same check. */
  #keyOf(asked: string): string {
    if (this.#pending.asked !== asked) this.#pending = { asked, key: this.newKey() };
    return this.#pending.key;
  }
}
