/** Messages left while nobody was there: what is known of them, page by page, and how many nobody has taken yet. */
import * as api from './console-api.js';
import { Poller } from './console-poller.js';

export const VIEWS = ['mine', 'new', 'all'];

const PACE_MS = 30_000;
const PLACE = 'message/';

/** A message's place in the address, beside those of conversations; and the message of a place, or null. */
export const placeOf = (messageId) => PLACE + messageId;
export const messageOf = (place) => (place?.startsWith(PLACE) ? place.slice(PLACE.length) : null);

const emptyPages = () => ({ ids: [], next: null, loaded: false, failed: false, loadingMore: false });

export class Messages extends EventTarget {
  #session;
  #known = new Map();
  #pages = Object.fromEntries(VIEWS.map((view) => [view, emptyPages()]));
  #poller = new Poller(() => this.#read());

  view = 'mine';
  state = '';
  /** Whether the lists are looked at: then the chosen one is read too, and not only what is new. */
  shown = false;

  constructor(session) {
    super();
    this.#session = session;
  }

  start() {
    if (this.#session.can('offline.answer')) this.#poller.start();
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
    return this.#pages[this.view];
  }

  get items() {
    return this.#itemsOf(this.view);
  }

  /** How many wait for this agent: given to them, or to nobody. `more`: there are further pages. */
  get waiting() {
    const { loaded, next } = this.#pages.new;
    const ours = this.#itemsOf('new').filter(({ agent }) => !agent || agent.id === this.#session.agent?.agent_id);
    return { known: loaded, count: ours.length, more: Boolean(next) };
  }

  learn(message) {
    this.#known.set(message.message_id, { ...this.#known.get(message.message_id), ...message });
    this.#changed();
  }

  look(shown) {
    if (shown === this.shown) return;
    this.shown = shown;
    if (shown) this.start();
    if (shown) this.wake();
  }

  choose(view, state = this.state) {
    if (state !== this.state) this.#pages.all = emptyPages();
    this.view = view;
    this.state = state;
    this.#changed();
    this.wake();
  }

  async more() {
    const { view, state, page } = this;
    if (!page.next || page.loadingMore) return;
    page.loadingMore = true;
    page.failed = false;
    this.#changed();
    try {
      const answer = await api.listMessages({ view, state: view === 'all' ? state : '', cursor: page.next });
      this.#append(page, answer.items);
      page.next = answer.next;
    } catch {
      page.failed = true;
    } finally {
      page.loadingMore = false;
      this.#changed();
    }
  }

  /** What was claimed, answered or closed since it was listed no longer belongs where it was. */
  #itemsOf(view) {
    const items = this.#pages[view].ids.map((id) => this.#known.get(id));
    if (view === 'new') return items.filter((one) => one.state === 'new');
    if (view === 'mine') return items.filter((one) => one.agent?.id === this.#session.agent?.agent_id);
    return this.state ? items.filter((one) => one.state === this.state) : items;
  }

  async #read() {
    if (document.hidden) return PACE_MS;
    try {
      await Promise.all([this.#readFirst('new'), this.shown && this.view !== 'new' && this.#readFirst(this.view)]);
    } catch (problem) {
      if (problem.status === 403) return null;
      throw problem;
    } finally {
      this.#changed();
    }
    return PACE_MS;
  }

  async #readFirst(view) {
    const page = this.#pages[view];
    let answer;
    try {
      answer = await api.listMessages({ view, state: view === 'all' ? this.state : '' });
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
      const id = item.message_id;
      // The list tells less of the answers than the message itself: what is known of their delivery stays.
      const known = this.#known.get(id);
      this.#known.set(id, merged(known, item));
      if (!page.ids.includes(id)) page.ids.push(id);
    }
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }
}

function merged(known, item) {
  const answers = known?.answers?.length === item.answers?.length ? known?.answers : item.answers;
  return { ...known, ...item, answers: answers ?? [] };
}
