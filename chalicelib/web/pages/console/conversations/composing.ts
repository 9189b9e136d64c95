/** What is being written in one conversation besides plain words: a note, an answer to a message, a message's new words. */
import { signal } from "@preact/signals";
import type { EntryView } from "../../desk/operations.ts";
import type { Drafts } from "../drafts.ts";
import type { Outbox } from "../outbox.ts";

/** A colleague who is named. */
export interface Named {
  agent_id: string;
  name: string;
}

/** What was done about words that must not be said, by the ids of their entries. */
export interface Heeded {
  replaced: string[];
  stopped: string[];
}

/** So many of each the desk takes with a reply. */
const MOST_HEEDED = 20;

/** What is known of a message that is answered. */
export type Quoted = Pick<EntryView, "seq" | "text"> & { author: { kind: string; name?: string | null } };

export class Composing {
  readonly #isNote;
  readonly #quoted = signal<Quoted | null>(null);
  readonly #edited = signal<number | null>(null);
  readonly #inserted = signal<string | null>(null);
  /** Those who were chosen; whose name is not in the words any more is not told. */
  #named: Named[] = [];
  readonly #heeded = { replaced: new Set<string>(), stopped: new Set<string>() };

  constructor(
    readonly conversationId: string,
    private readonly outbox: Pick<Outbox, "write">,
    private readonly drafts: Pick<Drafts, "get" | "set" | "isNote">,
  ) {
    this.#isNote = signal(drafts.isNote(conversationId));
  }

  /** What was written and is not sent. */
  get draft(): string {
    return this.drafts.get(this.conversationId);
  }

  keep(text: string): void {
    this.drafts.set(this.conversationId, text, this.isNote);
  }

  /** Whether what is written is for colleagues only. */
  get isNote(): boolean {
    return this.#isNote.value;
  }

  /** The message that is being answered. */
  get quoted(): Quoted | null {
    return this.#quoted.value;
  }

  /** The number of the message that is being edited. */
  get edited(): number | null {
    return this.#edited.value;
  }

  /** Words from elsewhere that are to stand where is written. */
  get inserted(): string | null {
    return this.#inserted.value;
  }

  insert(text: string | null): void {
    this.#inserted.value = text;
  }

  writeNote(isNote: boolean): void {
    this.#isNote.value = isNote;
    this.keep(this.draft);
    if (isNote) this.#quoted.value = null;
  }

  quote(message: Quoted | null): void {
    if (message) this.writeNote(false);
    this.#quoted.value = message;
  }

  edit(seq: number | null): void {
    this.#edited.value = seq;
  }

  name(colleague: Named): void {
    this.#named = [...this.#named, colleague];
  }

  /** Words that must not be said were replaced, or kept from being sent; the next reply tells of it. */
  heed(way: keyof Heeded, wordId: string): void {
    if (this.#heeded[way].size < MOST_HEEDED) this.#heeded[way].add(wordId);
  }

  send(text: string): void {
    if (this.isNote) {
      const mentions = this.#named.filter(({ name }) => text.includes(`@${name}`)).map(({ agent_id: id }) => id);
      this.outbox.write(this.conversationId, text, { note: true, mentions: [...new Set(mentions)] });
    } else {
      const quote = this.#quoted.peek()?.seq;
      const heeded = this.#takeHeeded();
      this.outbox.write(this.conversationId, text, { ...(quote && { quote }), ...(heeded && { heeded }) });
    }
    this.#named = [];
    this.#quoted.value = null;
    this.#isNote.value = false;
  }

  /** Said to colleagues, beside whatever is being written. */
  whisper(text: string): void {
    this.outbox.write(this.conversationId, text, { note: true, mentions: [] });
  }

  #takeHeeded(): Heeded | null {
    const { replaced, stopped } = this.#heeded;
    if (!replaced.size && !stopped.size) return null;
    const heeded = { replaced: [...replaced], stopped: [...stopped] };
    replaced.clear();
    stopped.clear();
    return heeded;
  }
}

/** The name that is being written after an @ right before the cursor; null where there is none. */
export function mentionAt(text: string, cursor: number): string | null {
  return /(?:^|[\s，。！？、])@([^\s@]{0,20})$/u.exec(text.slice(0, cursor))?.[1] ?? null;
}

/** The words with this name in place of what was written of it, and where the cursor is then. */
export function withMention(text: string, cursor: number, name: string): { text: string; cursor: number } {
  const written = mentionAt(text, cursor) ?? "";
  const before = text.slice(0, cursor - written.length);
  return { text: `${before}${name} ${text.slice(cursor)}`, cursor: before.length + name.length + 1 };
}
