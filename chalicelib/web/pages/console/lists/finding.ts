/**
 * Finding by words in a list that is read page by page. The desk looks for no words: what is listed is looked through, and
 * further pages are read for it, so many at once; whoever wants to goes on from there.
 */
import { signal } from "@preact/signals";
import type { Shown } from "./lists.tsx";

/** Pages read for what is looked for, until somebody says to go on. */
export const PAGES_AT_ONCE = 10;
/** With so many found nothing more is read by itself. */
const ENOUGH = 20;

export type Reach = "all" | "reading" | "paused";

export class Finding {
  readonly #words = signal<string | null>(null);
  readonly #pagesLeft = signal(PAGES_AT_ONCE);

  /** What was typed; null while nothing is looked for. */
  get words(): string | null {
    return this.#words.value;
  }

  /** What must stand in an item, in small letters; empty: everything is shown. */
  get wanted(): string {
    return this.#words.value?.trim().toLowerCase() ?? "";
  }

  write(words: string | null): void {
    this.#words.value = words;
    if (!this.wanted) this.again();
  }

  /** Those of the items in whose words it stands; all of them while nothing is looked for. */
  among<Item>(items: readonly Item[], wordsOf: (item: Item) => string): readonly Item[] {
    const wanted = this.wanted;
    return wanted ? items.filter((item) => wordsOf(item).toLowerCase().includes(wanted)) : items;
  }

  /** As many pages again. */
  again(): void {
    this.#pagesLeft.value = PAGES_AT_ONCE;
  }

  /** How far was looked, with so many found. */
  reachOf({ hasMore, failed }: Pick<Shown<unknown>, "hasMore" | "failed">, found: number): Reach {
    if (!hasMore) return "all";
    return failed || found >= ENOUGH || !this.#pagesLeft.value ? "paused" : "reading";
  }

  /** Reads the next page, where one is called for. */
  goOn(list: Shown<unknown>, found: number): void {
    if (!this.wanted || !list.loaded || list.loadingMore || this.reachOf(list, found) !== "reading") return;
    this.#pagesLeft.value -= 1;
    list.more();
  }
}
