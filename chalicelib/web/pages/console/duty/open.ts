/** Something of the duty log that is open: as it stands, and what is done with it; the same asked again is done once. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Poller } from "../../desk/poller.ts";
import type { Refused } from "../people/choose.tsx";

const PACE_MS = 10_000;

export const wordsOf = ({ code, message }: Pick<Problem, "code" | "message">): string =>
  tOf("duty.failed", code, { code, detail: message });

/** A name for a request, the same as long as the same is asked. */
export class Key {
  #asked = "";
  #key = "";

  of(asked: unknown): string {
    const text = JSON.stringify(asked);
    if (text !== this.#asked) [this.#asked, this.#key] = [text, crypto.randomUUID()];
    return this.#key;
  }
}

/** Null when it was done; else why not. */
export async function attempt(act: () => Promise<unknown>): Promise<Refused | null> {
  try {
    await act();
    return null;
  } catch (problem) {
    return { words: wordsOf(problem as Problem) };
  }
}

export class Opened<Thing> {
  readonly #thing = signal<Thing | null>(null);
  readonly #missing = signal(false);
  readonly #trouble = signal("");
  readonly #busy = signal(false);
  readonly #poller: Poller;
  readonly key = new Key();

  constructor(
    private readonly readIt: () => Promise<Thing>,
    private readonly told: (thing: Thing) => void,
  ) {
    this.#poller = new Poller(() => this.#read());
  }

  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  get thing(): Thing | null {
    return this.#thing.value;
  }

  get missing(): boolean {
    return this.#missing.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Why what was asked for last was not done; empty: it was. */
  get trouble(): string {
    return this.#trouble.value;
  }

  /** Whether it was done. What it came to is shown at once; of what was refused the present state is read. */
  async act(act: () => Promise<Thing>): Promise<boolean> {
    return await this.ask(act) === null;
  }

  /** The same for a dialog, which says itself why not. */
  async ask(act: () => Promise<Thing>): Promise<Refused | null> {
    this.#busy.value = true;
    const refused = await attempt(async () => this.#learn(await act()));
    this.#busy.value = false;
    this.#trouble.value = refused?.words ?? "";
    if (refused) this.#poller.wake();
    return refused;
  }

  #learn(thing: Thing): void {
    this.#thing.value = thing;
    this.told(thing);
  }

  async #read(): Promise<number | null> {
    try {
      const thing = await this.readIt();
      if (!this.#busy.peek()) this.#learn(thing);
    } catch (problem) {
      if (![403, 404].includes((problem as Problem).status)) throw problem;
      this.#missing.value = true;
      return null;
    }
    return PACE_MS;
  }
}

/** What is said while there is nothing to show. */
export const wordFor = ({ thing, missing }: { thing: unknown; missing: boolean }): string | null =>
  missing ? t("duty.missing") : thing ? null : t("conversation.loading");
