/** The open conversation's header and its visitor, read when it is opened and now and then while it is looked at. */
import * as api from '../desk/api.ts';
import { Poller } from '../desk/poller.ts';

const PACE_MS = 30_000;

export class Subject extends EventTarget {
  #id;
  #conversations;
  #poller = new Poller(() => this.#turn());

  failed = false;

  constructor(id, conversations) {
    super();
    this.#id = id;
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

  /** Reads once, now. */
  async read() {
    this.#conversations.learn(await api.readConversation(this.#id));
  }

  async #turn() {
    try {
      await this.read();
      this.#say(false);
    } catch (problem) {
      this.#say(true);
      // What is not there, or not ours to see, will not be the next time either.
      if (problem.status === 403 || problem.status === 404) {
        this.#conversations.lose(this.#id);
        return null;
      }
      throw problem;
    }
    return this.#conversations.get(this.#id).state === 'closed' ? null : PACE_MS;
  }

  #say(failed) {
    this.failed = failed;
    this.dispatchEvent(new Event('changed'));
  }
}
