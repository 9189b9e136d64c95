/**
 * What stands in the form and is not sent yet. Nothing typed is lost by a reload or by going back to the conversation, and
 * whoever leaves a second message need not say again who they are.
 */
import type { Brought } from "../widget/panel/offline.ts";
import type { Given } from "./consent.ts";
import type { Shelf } from "../widget/panel/storage.ts";

export const NAMES = ["text", "name", "mobile", "email"] as const;
export type Name = typeof NAMES[number];
export type Values = Record<Name, string>;

const MOST_BROUGHT = 50;

interface Kept extends Partial<Values> {
  conversation_id?: string | null;
  brought?: string[];
  given?: Given;
}

export class Draft {
  readonly #shelf: Pick<Shelf, "read" | "write">;

  constructor(shelf: Pick<Shelf, "read" | "write">) {
    this.#shelf = shelf;
  }

  get #kept(): Kept {
    return this.#shelf.read("letter") || {};
  }

  get values(): Values {
    const { text = "", name = "", mobile = "", email = "" } = this.#kept;
    return { text, name, mobile, email };
  }

  /** What they said to the plan's text. */
  get given(): Given {
    return this.#kept.given || {};
  }

  get conversationId(): string | null {
    return this.#kept.conversation_id || null;
  }

  keep(values: Kept): void {
    this.#shelf.write("letter", { ...this.#kept, ...values });
  }

  /** Adds what the visitor wrote in the conversation, each text once, also when they come back to the form. */
  bring({ texts, draft, conversation_id }: Brought): void {
    const kept = this.#kept;
    const brought = new Set(kept.brought);
    const text = kept.text || "";
    const more = texts.filter((each) => !brought.has(each));
    if (draft && !text.includes(draft) && !brought.has(draft)) more.push(draft);
    const whole = [text, ...more].filter(Boolean).join("\n");
    this.keep({ text: whole, conversation_id, brought: [...brought, ...more].slice(-MOST_BROUGHT) });
  }

  /** The letter arrived: its text goes, its sender stays. What was typed meanwhile in another tab stays as well. */
  settle(letter: { text: string }): void {
    const { text } = this.#kept;
    this.keep({ text: (text || "").trim() === letter.text ? "" : text, conversation_id: null });
  }
}
