/**
 * Replies on their way. Each has a client_id from the moment it is written and keeps it through every repetition and
 * reload, so the desk stores it once however often it is asked. One at a time in a conversation, in the order written.
 */
import { signal } from "@preact/signals";
import type { Problem } from "../desk/client.ts";
import type { EntryView, FileView } from "../desk/operations.ts";
import { tab } from "../desk/storage.ts";
import { after, backoff } from "../desk/timer.ts";

/** After so many tries the agent is offered to give up; we go on trying until they do. */
const TRIES_BEFORE_CHOICE = 5;

/** What comes with the words: which message they answer, or that they are for colleagues only, and for whom. */
export interface Beside {
  quote?: number;
  note?: boolean;
  mentions?: string[];
  /** Words that must not be said, and that were written before. */
  heeded?: { replaced: string[]; stopped: string[] };
  /** It is there already, and goes with them. */
  file?: FileView;
}

/** A reply that is not stored yet. */
export interface Unsent extends Beside {
  client_id: string;
  conversation_id: string;
  text: string;
  at: string;
  tries: number;
  /** Why the desk refused it, if it did. */
  failure: string | null;
}

/** Gives the stored entry or throws a Problem. */
type Post = (conversationId: string, text: string, clientId: string, beside: Beside) => Promise<EntryView>;

interface Told {
  stored: (conversationId: string, entry: EntryView) => void;
  refused: (conversationId: string) => void;
}

export class Outbox {
  readonly #key: string;
  readonly #items;
  readonly #sending = new Set<string>();
  readonly #wakeUps = new Set<() => void>();
  readonly #listening = new AbortController();
  #stopped = false;

  constructor(agentId: string, private readonly post: Post, private readonly tell: Told, private readonly kept = tab) {
    this.#key = `outbox.${agentId}`;
    this.#items = signal<readonly Unsent[]>(kept.read<Unsent[]>(this.#key, []));
  }

  start(): void {
    const { signal } = this.#listening;
    addEventListener("online", () => this.#hurry(), { signal });
    addEventListener("beforeunload", (event) => this.#warn(event), { signal });
    for (const { conversation_id: id } of this.#items.peek()) this.#send(id);
  }

  /** Stops sending; what is not stored yet stays in the tab for the agent's next sign-in. */
  stop(): void {
    this.#stopped = true;
    this.#listening.abort();
    this.#hurry();
  }

  of(conversationId: string): Unsent[] {
    return this.#items.value.filter((item) => item.conversation_id === conversationId);
  }

  /** Whether a reply in it did not arrive at the first try. */
  isHeldUp(conversationId: string): boolean {
    return this.of(conversationId).some(({ failure, tries }) => failure || tries > 0);
  }

  write(conversationId: string, text: string, beside: Beside = {}): void {
    const item: Unsent = {
      ...beside,
      client_id: newClientId(),
      conversation_id: conversationId,
      text,
      at: new Date().toISOString(),
      tries: 0,
      failure: null,
    };
    this.#become([...this.#items.peek(), item]);
    this.#send(conversationId);
  }

  /** Tries again now, whether it was refused or is only waiting for its next turn. */
  retry(clientId: string): void {
    const item = this.#find(clientId);
    if (!item) return;
    this.#change(clientId, { failure: null });
    this.#hurry();
    this.#send(item.conversation_id);
  }

  /** Returns what brings it back as it was. */
  discard(clientId: string): () => void {
    const items = this.#items.peek();
    const at = items.findIndex((item) => item.client_id === clientId);
    if (at < 0) return () => {};
    const item = items[at];
    this.#become(items.toSpliced(at, 1));
    this.#hurry();
    return () => {
      this.#become(this.#items.peek().toSpliced(at, 0, item));
      this.#send(item.conversation_id);
    };
  }

  /** The transcript shows these client ids: they are stored, whatever their answers said. */
  settle(clientIds: readonly string[]): void {
    for (const clientId of clientIds) if (this.#find(clientId)) this.discard(clientId);
  }

  #find(clientId: string): Unsent | undefined {
    return this.#items.peek().find((item) => item.client_id === clientId);
  }

  #change(clientId: string, changes: Partial<Unsent>): void {
    this.#become(this.#items.peek().map((item) => item.client_id === clientId ? { ...item, ...changes } : item));
  }

  async #send(conversationId: string): Promise<void> {
    if (this.#sending.has(conversationId)) return;
    this.#sending.add(conversationId);
    const next = () =>
      this.#items.peek().find((item) => item.conversation_id === conversationId && item.failure === null);
    try {
      for (let item; !this.#stopped && (item = next());) await this.#try(item);
    } finally {
      this.#sending.delete(conversationId);
    }
  }

  async #try(unsent: Unsent): Promise<void> {
    const { client_id: clientId, conversation_id: conversationId, text, quote, note, mentions, heeded, file } = unsent;
    try {
      const entry = await this.post(conversationId, text, clientId, { quote, note, mentions, heeded, file });
      this.tell.stored(conversationId, entry);
      this.settle([clientId]);
    } catch (trouble) {
      const problem = trouble as Problem;
      // Signed out under way: not refused, only to be sent by the next session.
      if (problem.status === 401) this.#stopped = true;
      const item = this.#find(clientId);
      if (this.#stopped || !item) return;
      const tries = item.tries + 1;
      const pause = Math.max(backoff(tries), (problem.retryAfter ?? 0) * 1000);
      this.#change(clientId, { tries, failure: problem.transient ? item.failure : problem.code });
      if (!problem.transient) this.tell.refused(conversationId);
      else await this.#pause(pause);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = () => {
        cancel();
        this.#wakeUps.delete(wakeUp);
        resolve();
      };
      const cancel = after(ms, wakeUp);
      this.#wakeUps.add(wakeUp);
    });
  }

  #hurry(): void {
    for (const wakeUp of [...this.#wakeUps]) wakeUp();
  }

  #become(items: readonly Unsent[]): void {
    // A stopped outbox may still get an answer, while the next session's already writes here.
    if (this.#stopped) return;
    if (items.length) this.kept.write(this.#key, items);
    else this.kept.remove(this.#key);
    this.#items.value = items;
  }

  /** A reload keeps the outbox, closing the tab would not; the browser does not say which of them it is. */
  #warn(event: BeforeUnloadEvent): void {
    if (this.#items.peek().some(({ failure }) => !failure)) event.preventDefault();
  }
}

export type Condition = "sending" | "delayed" | "stuck" | "refused";

/** sending: on its way; delayed: no answer yet, repeated by itself; stuck: the same for long; refused: needs a decision. */
export function conditionOf({ failure, tries }: Unsent): Condition {
  if (failure) return "refused";
  if (tries >= TRIES_BEFORE_CHOICE) return "stuck";
  return tries > 0 ? "delayed" : "sending";
}

/** crypto.randomUUID is missing on plain http addresses. */
export function newClientId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
