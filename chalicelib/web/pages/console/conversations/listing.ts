/** Conversations in reach, page by page, with a filter by state. Live while it is looked at. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import { Poller } from "../../desk/poller.ts";
import type { Conversation, Conversations } from "./conversations.ts";

const PACE_MS = 10_000;

export type State = Conversation["state"];
type View = "all" | "waiting";

export class Listing {
  readonly #ids = signal<readonly string[]>([]);
  readonly #state = signal<State | "">("");
  readonly #next = signal<string | null>(null);
  readonly #loaded = signal(false);
  readonly #failed = signal(false);
  readonly #loadingMore = signal(false);
  readonly #poller = new Poller(() => this.#readFirst());

  constructor(private readonly conversations: Conversations, private readonly view: View = "all") {}

  get state(): State | "" {
    return this.#state.value;
  }

  get hasMore(): boolean {
    return this.#next.value !== null;
  }

  get loaded(): boolean {
    return this.#loaded.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  get loadingMore(): boolean {
    return this.#loadingMore.value;
  }

  /** What has changed its state since it was listed no longer belongs under the filter. */
  get items(): Conversation[] {
    const items = this.#ids.value.map((id) => this.conversations.get(id)!);
    return this.state ? items.filter(({ state }) => state === this.state) : items;
  }

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  wake(): void {
    this.#poller.wake();
  }

  choose(state: State | ""): void {
    this.#state.value = state;
    this.#ids.value = [];
    this.#next.value = null;
    this.#loaded.value = false;
    this.#failed.value = false;
    this.#poller.wake();
  }

  async more(): Promise<void> {
    const [state, cursor] = [this.#state.peek(), this.#next.peek()];
    if (!cursor || this.#loadingMore.peek()) return;
    this.#loadingMore.value = true;
    this.#failed.value = false;
    try {
      const answer = await api.listConversations({ view: this.view, state, cursor });
      if (this.#state.peek() !== state) return;
      this.#append(this.#ids.peek(), answer.items);
      this.#next.value = answer.next;
    } catch {
      this.#failed.value = true;
    } finally {
      this.#loadingMore.value = false;
    }
  }

  async #readFirst(): Promise<number> {
    const state = this.#state.peek();
    let answer: Awaited<ReturnType<typeof api.listConversations>>;
    try {
      answer = await api.listConversations({ view: this.view, state });
    } catch (problem) {
      this.#failed.value = !this.#loaded.peek();
      throw problem;
    }
    if (state !== this.#state.peek()) return 0;
    const later = this.#ids.peek();
    this.#append([], answer.items, later);
    if (!this.#loaded.peek()) this.#next.value = answer.next;
    this.#loaded.value = true;
    this.#failed.value = false;
    return PACE_MS;
  }

  #append(before: readonly string[], items: readonly Conversation[], after: readonly string[] = []): void {
    this.conversations.learnAll(items);
    this.#ids.value = [...new Set([...before, ...items.map((item) => item.conversation_id), ...after])];
  }
}
