/**
 * One conversation's entries, numbered without a gap: the last page first, earlier ones when somebody reads further up.
 * Entries may reach us twice or early (the answer to our own reply overtakes the reader); they are taken in by number,
 * each once.
 */
import { computed, signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { EntriesPage, EntryView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";

const USUAL_PACE_MS = 3000;

/** So long after a key somebody is still said to type. */
const TYPING_MS = 5000;

export interface Reading {
  /** On from this one; says with it that somebody types here, and how far they have read. */
  after(id: string, seq: number, typing: boolean, read: number): Promise<EntriesPage>;
  /** The newest page before this number; before nothing, the newest there is. */
  before(id: string, seq: number | null): Promise<EntriesPage>;
}

const asked: Reading = { after: api.readEntries, before: api.readEntriesBefore };

export class Transcript {
  readonly #entries = signal<readonly EntryView[]>([]);
  readonly #early = signal<ReadonlyMap<number, EntryView>>(new Map());
  readonly #state = signal<EntriesPage["state"] | null>(null);
  readonly #loaded = signal(false);
  readonly #missing = signal(false);
  readonly #loadingOlder = signal(false);
  readonly #olderFailed = signal(false);
  readonly #typing = signal(false);
  readonly #read = signal(0);
  /** Of our side: when a key was pressed last, and the last entry that was seen. */
  #typedAt = -TYPING_MS;
  #seen = 0;
  readonly #poller = new Poller(() => this.read());
  readonly #shown = computed(() => {
    const early = [...this.#early.value.values()].sort((a, b) => a.seq - b.seq);
    return [...this.#entries.value, ...early];
  });

  constructor(
    readonly conversationId: string,
    private readonly reading: Reading = asked,
    private readonly clock = () => Date.now(),
  ) {}

  get entries(): readonly EntryView[] {
    return this.#entries.value;
  }

  /** All there is to show: the entries so far, and those whose forerunners are still on their way. */
  get shown(): readonly EntryView[] {
    return this.#shown.value;
  }

  get state(): EntriesPage["state"] | null {
    return this.#state.value;
  }

  /** Whether all that was said last is here. */
  get loaded(): boolean {
    return this.#loaded.value;
  }

  /** It does not exist, or is not ours to see. */
  get missing(): boolean {
    return this.#missing.value;
  }

  get lastSeq(): number {
    return this.#entries.value.at(-1)?.seq ?? 0;
  }

  /** Whether earlier entries are not here yet. */
  get hasOlder(): boolean {
    return (this.#entries.value[0]?.seq ?? 1) > 1;
  }

  get loadingOlder(): boolean {
    return this.#loadingOlder.value;
  }

  get olderFailed(): boolean {
    return this.#olderFailed.value;
  }

  /** Whether the visitor types. */
  get typing(): boolean {
    return this.#typing.value;
  }

  /** The last entry that the visitor has read, as far as that is told. */
  get readSeq(): number {
    return this.#read.value;
  }

  /** Something is being written here; the visitor hears of it with the next question. */
  types(): void {
    this.#typedAt = this.clock();
  }

  /** Nothing more is being written: it was sent, or given up. */
  typesNoMore(): void {
    this.#typedAt = -TYPING_MS;
  }

  /** Somebody has seen everything up to this entry. */
  sees(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
  }

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  /** Reads at once when somebody knows of an entry that is not here yet. What is not ours to see is not asked for. */
  expect(lastSeq: number): void {
    if (lastSeq > this.lastSeq && !this.#missing.peek()) this.#poller.wake();
  }

  /** Reads at once, also what was not ours to see before. */
  again(): void {
    this.#poller.wake();
  }

  /** Takes in an entry that came another way than by reading. */
  add(entry: EntryView): void {
    if (this.#loaded.peek()) this.#takeIn([entry]);
    if (this.#early.peek().size) this.#poller.wake();
  }

  /** The page before what is here. */
  async older(): Promise<void> {
    const first = this.#entries.peek()[0]?.seq ?? 1;
    if (first <= 1 || this.#loadingOlder.peek()) return;
    this.#loadingOlder.value = true;
    this.#olderFailed.value = false;
    try {
      const { entries } = await this.reading.before(this.conversationId, first);
      const before = entries.filter(({ seq }) => seq < first);
      this.#entries.value = [...before, ...this.#entries.peek()];
    } catch {
      this.#olderFailed.value = true;
    } finally {
      this.#loadingOlder.value = false;
    }
  }

  /** Reads once; gives the milliseconds until the next time, or null when there is nothing more to come. */
  async read(): Promise<number | null> {
    let answer: EntriesPage;
    const isFirst = !this.#entries.peek().length;
    try {
      answer = isFirst
        ? await this.reading.before(this.conversationId, null)
        : await this.reading.after(this.conversationId, this.lastSeq, this.#isTyping(), this.#seen);
    } catch (problem) {
      const { status } = problem as Problem;
      if (status !== 404 && status !== 403) throw problem;
      this.#missing.value = true;
      return null;
    }
    this.#missing.value = false;
    if (isFirst && !this.#entries.peek().length) this.#entries.value = answer.entries;
    else this.#takeIn(answer.entries);
    this.#state.value = answer.state;
    this.#typing.value = answer.typing;
    this.#read.value = Math.max(this.#read.peek(), answer.read);
    // Of the first page, "more" are those before it.
    if (isFirst || !answer.more) this.#loaded.value = true;
    if (!isFirst && answer.more) return 0;
    return answer.state === "closed" ? null : (answer.poll_after_ms ?? USUAL_PACE_MS);
  }

  #isTyping(): boolean {
    return this.clock() - this.#typedAt < TYPING_MS;
  }

  #takeIn(added: readonly EntryView[]): void {
    const early = new Map(this.#early.peek());
    const entries = [...this.#entries.peek()];
    const last = () => entries.at(-1)?.seq ?? 0;
    for (const entry of added) if (entry.seq > last()) early.set(entry.seq, entry);
    for (let next; (next = early.get(last() + 1));) {
      early.delete(next.seq);
      entries.push(next);
    }
    if (entries.length > this.#entries.peek().length) this.#entries.value = entries;
    if (early.size || this.#early.peek().size) this.#early.value = early;
  }
}
