/**
 * Replies that are being written, by agent and conversation, in every tab of this browser. They are kept for a day; another
 * agent at the same machine never sees them.
 */
import { browser, type Kept } from "../desk/storage.ts";

const DAY_MS = 24 * 3600 * 1000;

interface Draft {
  text: string;
  /** Milliseconds. */
  at: number;
}

type Written = Record<string, Draft>;

export class Drafts {
  readonly #key: string;

  constructor(agentId: string, private readonly kept: Kept = browser, private readonly clock = () => Date.now()) {
    this.#key = `drafts.${agentId}`;
  }

  get(conversationId: string): string {
    return this.#written()[conversationId]?.text ?? "";
  }

  set(conversationId: string, text: string): void {
    // Read anew each time: another tab may have written since, in another conversation.
    const { [conversationId]: _, ...others } = this.#written();
    const written = text ? { ...others, [conversationId]: { text, at: this.clock() } } : others;
    if (Object.keys(written).length) this.kept.write(this.#key, written);
    else this.kept.remove(this.#key);
  }

  #written(): Written {
    const kept = Object.entries(this.kept.read<Written>(this.#key, {}));
    return Object.fromEntries(kept.filter(([, { at }]) => this.clock() - at < DAY_MS));
  }
}
