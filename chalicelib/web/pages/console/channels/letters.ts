/** The letters that messages of a conversation came in, and what is folded away of them. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { ConversationChannelView, FoldedView } from "../../desk/operations.ts";

export type Letter = ConversationChannelView["letters"][number];

/** What is folded away of one letter: read when somebody unfolds it. */
export class Unfolding {
  readonly #parts = signal<FoldedView | null>(null);
  readonly #shown = signal(false);
  readonly #failed = signal(false);

  constructor(private readonly conversationId: string, private readonly seq: number) {}

  get parts(): FoldedView | null {
    return this.#parts.value;
  }

  get isShown(): boolean {
    return this.#shown.value;
  }

  get hasFailed(): boolean {
    return this.#failed.value;
  }

  async turn(): Promise<void> {
    this.#shown.value = !this.#shown.value;
    this.#failed.value = false;
    if (!this.#shown.value || this.#parts.value) return;
    try {
      this.#parts.value = await api.unfoldLetter(this.conversationId, this.seq);
    } catch {
      this.#failed.value = true;
    }
  }
}

const bare = (subject: string): string => subject.replace(/^(\s*(re|fwd?|aw|回复|答复|转发)\s*[:：])+/i, "").trim();

/** Whether its subject is another than that of the letter before it. */
export function hasNewSubject(letters: readonly Letter[], seq: number): boolean {
  const place = letters.findIndex((letter) => letter.seq === seq);
  const before = letters[place - 1];
  return !before || bare(before.subject) !== bare(letters[place]!.subject);
}
