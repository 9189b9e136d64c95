/** Words that must not be said: read now and then, and looked for in what is being written. */
import { computed, signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { UnsaidView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { Finder } from "./matching.ts";

const PACE_MS = 5 * 60_000;
const CHINESE = /\p{Script=Han}/u;

/** A word in a text that must not be said. */
export interface Found {
  start: number;
  end: number;
  word: string;
  entry: UnsaidView;
  /** What may stand in its place; null: nothing is known. */
  better: string | null;
}

interface Guard {
  entries: UnsaidView[];
  finder: Finder;
}

export class Unsaid {
  readonly #all = signal<readonly UnsaidView[]>([]);
  /** By plan, made when they are asked for; anew with other words. */
  readonly #guards = computed(() => (this.#all.value, new Map<string, Guard>()));
  readonly #poller = new Poller(() => this.#read());

  constructor(private readonly read: () => Promise<UnsaidView[]> = api.listUnsaid) {}

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  learn(entries: readonly UnsaidView[]): void {
    this.#all.value = entries;
  }

  /** What agents of this plan must not say of it. */
  find(planKey: string, text: string): Found[] {
    const { entries, finder } = this.#guard(planKey);
    return finder.find(text).map(({ start, end, number }) => {
      const [entry, word] = [entries[number], text.slice(start, end)];
      return { start, end, word, entry, better: betterOf(entry, word) };
    });
  }

  #guard(planKey: string): Guard {
    const known = this.#guards.value.get(planKey);
    if (known) return known;
    const entries = this.#all.value.filter(({ active, plans }) => active && (!plans.length || plans.includes(planKey)));
    const guard = { entries, finder: new Finder(entries) };
    this.#guards.value.set(planKey, guard);
    return guard;
  }

  async #read(): Promise<number | null> {
    try {
      this.learn(await this.read());
    } catch (problem) {
      // The desk looks itself, whatever is known here.
      if ((problem as Problem).status === 403) return null;
    }
    return PACE_MS;
  }
}

/** Of the word's own language. */
function betterOf(entry: UnsaidView, word: string): string | null {
  if (!entry.replaces) return null;
  return (CHINESE.test(word) ? entry.advice_zh : entry.advice_en) || null;
}

/** Whether it cannot be sent as it is. */
export const isStopped = (found: readonly Found[]): boolean => found.some(({ entry }) => entry.effect === "stop");
