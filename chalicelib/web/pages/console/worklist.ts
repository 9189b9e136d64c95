/** Things to be done, in several lists: what is known of each, page by page, kept true while somebody looks. */
import { signal } from "@preact/signals";
import type { Problem } from "../desk/client.ts";
import { Poller } from "../desk/poller.ts";

export interface Page {
  ids: readonly string[];
  next: string | null;
  loaded: boolean;
  failed: boolean;
  loadingMore: boolean;
}

export interface Listed<Item> {
  items: readonly Item[];
  next: string | null;
}

interface Asked<View, Filters> {
  view: View;
  filters: Filters;
  cursor?: string;
}

interface Beginning<View, Filters> {
  view: View;
  filters: Filters;
  /** Read also when nobody looks, because its length is shown elsewhere. */
  always: View;
  paceMs: number;
}

const EMPTY: Page = { ids: [], next: null, loaded: false, failed: false, loadingMore: false };

export abstract class Worklist<Item, View extends string, Filters extends object> {
  readonly #known = signal<ReadonlyMap<string, Item>>(new Map());
  readonly #pages = signal<{ readonly [view in View]?: Page }>({});
  readonly #view;
  readonly #filters;
  readonly #always: View;
  readonly #pace: number;
  readonly #poller = new Poller(() => this.#turn());
  /** Whether the lists are looked at: then the chosen one is read too. */
  #shown = false;

  constructor({ view, filters, always, paceMs }: Beginning<View, Filters>) {
    this.#view = signal(view);
    this.#filters = signal(filters);
    this.#always = always;
    this.#pace = paceMs;
  }

  /** Whether there are any for this agent. */
  abstract get may(): boolean;
  abstract idOf(item: Item): string;
  protected abstract read(asked: Asked<View, Filters>): Promise<Listed<Item>>;
  /** Whether it is still in that list. */
  protected abstract belongs(item: Item, view: View, filters: Filters): boolean;

  /** What is known of it, with what was heard now. */
  protected merged(known: Item | undefined, item: Item): Item {
    return { ...known, ...item };
  }

  start(): void {
    if (this.may) this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  wake(): void {
    this.#poller.wake();
  }

  get view(): View {
    return this.#view.value;
  }

  get filters(): Filters {
    return this.#filters.value;
  }

  get(id: string): Item | null {
    return this.#known.value.get(id) ?? null;
  }

  get page(): Page {
    return this.pageOf(this.view);
  }

  get items(): Item[] {
    return this.itemsOf(this.view);
  }

  pageOf(view: View): Page {
    return this.#pages.value[view] ?? EMPTY;
  }

  /** What was done since it was listed no longer belongs where it was. */
  itemsOf(view: View): Item[] {
    const known = this.#known.value;
    return this.pageOf(view).ids.map((id) => known.get(id)!).filter((item) => this.belongs(item, view, this.filters));
  }

  learn(item: Item): void {
    this.#keep([item]);
  }

  look(shown: boolean): void {
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (!shown) return;
    this.start();
    this.wake();
  }

  choose(view: View, filters: Filters = this.#filters.peek()): void {
    if (JSON.stringify(filters) !== JSON.stringify(this.#filters.peek())) {
      // The list whose length is shown elsewhere has no filters.
      this.#pages.value = { [this.#always]: this.#pages.peek()[this.#always] ?? EMPTY } as { [view in View]?: Page };
    }
    this.#view.value = view;
    this.#filters.value = filters;
    this.wake();
  }

  async more(): Promise<void> {
    const [view, filters] = [this.#view.peek(), this.#filters.peek()];
    const { next, loadingMore } = this.pageOf(view);
    if (!next || loadingMore) return;
    this.#put(view, { loadingMore: true, failed: false });
    try {
      const answer = await this.read({ view, filters, cursor: next });
      this.#keep(answer.items);
      if (filters !== this.#filters.peek()) return;
      this.#put(view, { ids: this.#together(this.pageOf(view).ids, answer.items), next: answer.next });
    } catch {
      this.#put(view, { failed: true });
    } finally {
      this.#put(view, { loadingMore: false });
    }
  }

  async #turn(): Promise<number | null> {
    if (document.hidden) return this.#pace;
    const chosen = this.#view.peek();
    const views = this.#shown && chosen !== this.#always ? [this.#always, chosen] : [this.#always];
    try {
      await Promise.all(views.map((view) => this.#readFirst(view)));
    } catch (problem) {
      if ((problem as Problem).status === 403) return null;
      throw problem;
    }
    return this.#pace;
  }

  async #readFirst(view: View): Promise<void> {
    const filters = this.#filters.peek();
    let answer: Listed<Item>;
    try {
      answer = await this.read({ view, filters });
    } catch (problem) {
      this.#put(view, { failed: !this.pageOf(view).loaded });
      throw problem;
    }
    this.#keep(answer.items);
    if (view !== this.#always && filters !== this.#filters.peek()) return;
    const { ids: later, loaded, next } = this.pageOf(view);
    // What was on the first page and is no longer in the list has gone; what lies on later pages stays.
    const ids = this.#together([], answer.items, loaded && answer.next ? later : []);
    this.#put(view, { ids, next: loaded && answer.next ? next : answer.next, loaded: true, failed: false });
  }

  #together(before: readonly string[], items: readonly Item[], after: readonly string[] = []): string[] {
    return [...new Set([...before, ...items.map((item) => this.idOf(item)), ...after])];
  }

  #put(view: View, changes: Partial<Page>): void {
    this.#pages.value = { ...this.#pages.peek(), [view]: { ...this.pageOf(view), ...changes } };
  }

  #keep(items: readonly Item[]): void {
    const known = new Map(this.#known.peek());
    for (const item of items) {
      const id = this.idOf(item);
      known.set(id, this.merged(known.get(id), item));
    }
    this.#known.value = known;
  }
}
