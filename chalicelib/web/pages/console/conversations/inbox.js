/** Reads what changed in the agent's lists, and says what is worth a sound. */
import * as api from '../../desk/api.ts';
import { Poller } from '../../desk/poller.ts';

const USUAL_PACE_MS = 3000;

export class Inbox extends EventTarget {
  #conversations;
  #cursor = null;
  #poller = new Poller(() => this.#read());

  /** True once the lists are known, so that an empty one can be told from one not yet read. */
  loaded = false;

  constructor(conversations) {
    super();
    this.#conversations = conversations;
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

  async #read() {
    const whole = this.#cursor === null;
    let answer;
    try {
      answer = await api.readInbox(this.#cursor);
    } catch (problem) {
      // A cursor the desk no longer understands: start over with everything.
      if (!whole && [400, 404, 410, 422].includes(problem.status)) this.#cursor = null;
      throw problem;
    }
    const news = whole && !this.loaded ? [] : answer.items.filter((item) => this.#isNews(item));
    this.#conversations.learnInbox({ items: answer.items, gone: answer.gone ?? [], whole });
    this.#cursor = answer.cursor;
    if (!this.loaded) {
      this.loaded = true;
      this.dispatchEvent(new Event('loaded'));
    }
    for (const id of answer.gone ?? []) this.dispatchEvent(new CustomEvent('gone', { detail: { id } }));
    if (news.length) this.dispatchEvent(new CustomEvent('news', { detail: { conversations: news } }));
    return answer.poll_after_ms ?? USUAL_PACE_MS;
  }

  /** New in line, newly ours, or a visitor said something. */
  #isNews(item) {
    const known = this.#conversations.get(item.conversation_id);
    if (!known) return item.state === 'waiting' || this.#conversations.isOurs(item);
    if (item.last_seq <= known.last_seq) return false;
    const becameOurs = this.#conversations.isOurs(item) && !this.#conversations.isOurs(known);
    return becameOurs || (item.last_author === 'visitor' && item.state !== 'closed');
  }
}
