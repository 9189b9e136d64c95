/** How far an agent has read each conversation, in this browser. */
import { signal } from "@preact/signals";
import type { ConversationView } from "../desk/operations.ts";
import { browser, type Kept } from "../desk/storage.ts";

/** Enough for every conversation an agent has at once, and small enough to never fill the storage. */
const REMEMBERED = 500;

type Marks = Readonly<Record<string, number>>;

export class ReadMarks {
  readonly #key: string;
  readonly #marks;

  constructor(agentId: string, private readonly kept: Kept = browser) {
    this.#key = `read.${agentId}`;
    this.#marks = signal<Marks>(kept.read<Marks>(this.#key, {}));
    kept.onChange(this.#key, () => this.#marks.value = kept.read<Marks>(this.#key, {}));
  }

  mark(conversationId: string, seq: number): void {
    if ((this.#marks.peek()[conversationId] ?? -1) >= seq) return;
    this.#put(conversationId, seq);
  }

  /** It has just become theirs: new until it is opened, whoever had the last word. */
  arrive(conversationId: string): void {
    this.#put(conversationId, 0);
  }

  /** How many entries are unread; Infinity when the conversation was never opened, 0 when the last word is an agent's. */
  unread({ conversation_id: id, state, last_author, last_seq }: ConversationView): number {
    const mark = this.#marks.value[id];
    if (state === "closed") return 0;
    if (mark === 0) return Infinity;
    if (last_author === "agent") return 0;
    return mark === undefined ? Infinity : Math.max(0, last_seq - mark);
  }

  #put(conversationId: string, seq: number): void {
    // Another tab of the same agent marks, too; what was marked last stands last.
    const { [conversationId]: _, ...others } = this.kept.read<Marks>(this.#key, {});
    const marks = Object.entries({ ...others, [conversationId]: seq }).slice(-REMEMBERED);
    this.#marks.value = Object.fromEntries(marks);
    this.kept.write(this.#key, this.#marks.peek());
  }
}
