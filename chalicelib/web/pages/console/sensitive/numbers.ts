/** Asking for a number in full, and sending words with a protected link: what the dialogs know. */
import { signal } from "@preact/signals";
import { protectWords, showNumber } from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { ShownNumber } from "../../desk/operations.ts";
import type { Place } from "./show.tsx";

const HIDDEN = /\*+(?:[^\p{L}\p{Nd}*]{0,3}\*+)*/gu;
const AROUND = 4;

/** What is hidden in a text, each with a little of what stands around it. */
export function maskedIn(text: string): string[] {
  return [...text.matchAll(HIDDEN)].map(({ 0: stars, index }) =>
    text.slice(Math.max(0, index - AROUND), index + stars.length + AROUND).trim()
  );
}

/** One number, asked for with a reason. */
export class Showing {
  readonly #shown = signal<ShownNumber | null>(null);
  readonly #trouble = signal("");
  readonly #busy = signal(false);

  constructor(private readonly text: string, private readonly at: Place, private readonly ask = showNumber) {}

  get shown(): ShownNumber | null {
    return this.#shown.value;
  }

  /** The code of what went wrong. */
  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  async show(number: number, reason: string): Promise<void> {
    if (this.#busy.peek() || !reason.trim()) return;
    this.#busy.value = true;
    this.#trouble.value = "";
    try {
      this.#shown.value = await this.ask({ ...this.at, shown: this.text, number, reason: reason.trim() });
    } catch (trouble) {
      this.#trouble.value = (trouble as Problem).code;
    } finally {
      this.#busy.value = false;
    }
  }
}

export type Way = "code" | "once";

/** Words that were stopped, sent with a link instead; the same words are sent once however often that is asked. */
export class Protecting {
  readonly #trouble = signal("");
  readonly #busy = signal(false);

  constructor(
    private readonly words: { conversation_id: string; text: string; client_id: string },
    private readonly ask = protectWords,
  ) {}

  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Whether they went out. */
  async send(way: Way, hours: number): Promise<boolean> {
    if (this.#busy.peek()) return false;
    this.#busy.value = true;
    this.#trouble.value = "";
    try {
      await this.ask({ ...this.words, way, hours });
      return true;
    } catch (trouble) {
      const { code, errors } = trouble as Problem;
      this.#trouble.value = errors?.some(({ field }) => field === "way") ? "no_address" : code;
      return false;
    } finally {
      this.#busy.value = false;
    }
  }
}
