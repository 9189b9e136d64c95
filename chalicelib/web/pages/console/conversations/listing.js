/** All conversations, page by page, with a filter by state. Live while it is looked at. */
import * as api from '../../desk/api.ts';
import { Poller } from '../../desk/poller.ts';

const PACE_MS = 10_000;

export class Listing extends EventTarget {
  #conversations;
  #ids = [];
  #poller = new Poller(() => this.#readFirst());

  state = '';
  next = null;
  loaded = false;
  failed = false;
  loadingMore = false;

  constructor(conversations) {
    super();
    this.#conversations = conversations;
  }

  /** What has changed its state since it was listed no longer belongs under the filter. */
  get items() {
    const items = this.#ids.map((id) => this.#conversations.get(id));
    return this.state ? items.filter((one) => one.state === this.state) : items;
  }

  start() {
    this.#poller.start();
  }

  stop() {
    this.#poller.stop();
  }

  wake() {
    this.#poller.wake();
  }

  choose(state) {
    this.state = state;
    this.#ids = [];
    this.next = null;
    this.loaded = false;
    this.failed = false;
    this.#changed();
    this.#poller.wake();
  }

  async more() {
    const { state, next } = this;
    if (!next || this.loadingMore) return;
    this.loadingMore = true;
    this.failed = false;
    this.#changed();
    try {
      const answer = await api.listConversations({ state, cursor: next });
      if (this.state === state) {
        this.#append(answer.items);
        this.next = answer.next;
      }
    } catch {
      this.failed = true;
    } finally {
      this.loadingMore = false;
      this.#changed();
    }
  }

  async #readFirst() {
    const { state } = this;
    let answer;
    try {
      answer = await api.listConversations({ state });
    } catch (problem) {
      this.failed = !this.loaded;
      this.#changed();
      throw problem;
    }
    if (state !== this.state) return 0;
    const later = this.#ids;
    this.#ids = [];
    this.#append(answer.items);
    const firstPage = new Set(this.#ids);
    this.#ids.push(...later.filter((id) => !firstPage.has(id)));
    if (!this.loaded) this.next = answer.next;
    this.loaded = true;
    this.failed = false;
    this.#changed();
    return PACE_MS;
  }

  #append(items) {
    for (const item of items) {
      this.#conversations.learn(item);
      if (!this.#ids.includes(item.conversation_id)) this.#ids.push(item.conversation_id);
    }
  }

  #changed() {
    this.dispatchEvent(new Event('changed'));
  }
}
