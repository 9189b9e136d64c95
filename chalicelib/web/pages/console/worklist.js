/** Things to be done, in several lists: what is known of each, page by page, kept true while somebody looks. */
import { Poller } from '../desk/poller.ts';

const emptyPages = () => ({ ids: [], next: null, loaded: false, failed: false, loadingMore: false });

/**
 * A kind of things says: `may` whether there are any for this agent, `idOf(item)`, `read({view, filters, cursor})` a page,
 * `belongs(item, view, filters)` whether it is still in that list, and `merged(known, item)`. The list `always` is read
 * also when nobody looks, because its length is shown elsewhere.
 */
export class Worklist extends EventTarget {
  #known = new Map();
  #pages = {};
  #always;
  #pace;
  #poller = new Poller(() => this.#read());

  filters = {};
  /** Whether the lists are looked at: then the chosen one is read too. */
  shown = false;

  constructor({ view, always, pace }) {
    super();
    this.view = view;
    this.#always = always;
    this.#pace = pace;
  }

  start() {
    if (this.may) this.#poller.start();
  }

  stop() {
    this.#poller.stop();
  }

  wake() {
    this.#poller.wake();
  }

  get(id) {
    return this.#known.get(id) ?? null;
  }

  get page() {
    return this.pageOf(this.view);
  }

  get items() {
    return this.itemsOf(this.view);
  }

  pageOf(view) {
    this.#pages[view] ??= emptyPages();
    return this.#pages[view];
  }

  /** What was done since it was listed no longer belongs where it was. */
  itemsOf(view) {
    return this.pageOf(view).ids.map((id) => this.#known.get(id)).filter((one) => this.belongs(one, view, this.filters));
  }

  learn(item) {
    this.#keep(item);
    this.#changed();
  }

  look(shown) {
    if (shown === this.shown) return;
    this.shown = shown;
    if (!shown) return;
    this.start();
    this.wake();
  }

  choose(view, filters = this.filters) {
    if (JSON.stringify(filters) !== JSON.stringify(this.filters)) {
      this.#pages = { [this.#always]: this.pageOf(this.#always) };
    }
    this.view = view;
    this.filters = filters;
    this.#changed();
    this.wake();
  }

  async more() {
    const { view, filters, page } = this;
    if (!page.next || page.loadingMore) return;
    page.loadingMore = true;
    page.failed = false;
    this.#changed();
    try {
      const answer = await this.read({ view, filters, cursor: page.next });
      this.#append(page, answer.items);
      page.next = answer.next;
    } catch {
      page.failed = true;
    } finally {
      page.loadingMore = false;
      this.#changed();
    }
  }

  async #read() {
    if (document.hidden) return this.#pace;
    try {
      await Promise.all([this.#readFirst(this.#always), this.shown && this.view !== this.#always && this.#readFirst(this.view)]);
    } catch (problem) {
      if (problem.status === 403) return null;
      throw problem;
    } finally {
      this.#changed();
    }
    return this.#pace;
  }

  async #readFirst(view) {
    const page = this.pageOf(view);
    let answer;
    try {
      answer = await this.read({ view, filters: this.filters });
    } catch (problem) {
      page.failed = !page.loaded;
      throw problem;
    }
    const later = page.ids;
    page.ids = [];
    this.#append(page, answer.items);
    // What was on the first page and is no longer in the list has gone; what lies on later pages stays.
    const stays = page.loaded && answer.next ? later.filter((id) => !page.ids.includes(id)) : [];
    page.ids.push(...stays);
    if (!page.loaded || !answer.next) page.next = answer.next;
    page.loaded = true;
    page.failed = false;
  }

  #append(page, items) {
    for (const item of items) {
      this.#keep(item);
      const id = this.idOf(item);
      if (!page.ids.includes(id)) page.ids.push(id);
    }
  }

  #keep(item) {
    const id = this.idOf(item);
    this.#known.set(id, this.merged(this.#known.get(id), item));
  }

  merged(known, item) {
    return { ...known, ...item };
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }
}
