/**
 * The agent's status and the heartbeat that keeps it true. The chosen status is repeated until the desk confirms it,
 * so after a gap in the network it comes back by itself; only a status that the desk itself set is told.
 */
import * as api from './console-api.js';
import { connection } from './console-connection.js';
import { tab } from './console-storage.js';
import { after, backoff } from './console-timer.js';

export const STATUSES = ['online', 'busy', 'break', 'offline'];

const FIRST_BEAT_MS = 20_000;
const LONGEST_RETRY_MS = 10_000;

export class Presence extends EventTarget {
  #beatAfter = FIRST_BEAT_MS;
  #beating = false;
  #failures = 0;
  #lastBeat = 0;
  #cancelTimer = () => {};
  #wakers = new AbortController();

  constructor() {
    super();
    this.chosen = tab.read('presence', 'online');
  }

  start() {
    const { signal } = this.#wakers;
    const catchUp = () => {
      if (Date.now() - this.#lastBeat > this.#beatAfter / 2) this.#beat();
    };
    window.addEventListener('online', () => this.#beat(), { signal });
    window.addEventListener('focus', catchUp, { signal });
    document.addEventListener('visibilitychange', catchUp, { signal });
    this.#beat();
  }

  stop() {
    this.#wakers.abort();
    this.#cancelTimer();
    connection.answered(this);
    tab.remove('presence');
  }

  choose(status) {
    this.#adopt(status);
    this.#beat();
  }

  #adopt(status) {
    this.chosen = status;
    tab.write('presence', status);
    this.dispatchEvent(new Event('changed'));
  }

  async #beat() {
    if (this.#beating || this.#wakers.signal.aborted) return;
    this.#beating = true;
    this.#cancelTimer();
    const sent = this.chosen;
    let pause;
    try {
      const { status, beat_after_ms: beatAfter } = await api.setPresence(sent);
      this.#beatAfter = beatAfter ?? FIRST_BEAT_MS;
      this.#failures = 0;
      this.#lastBeat = Date.now();
      pause = this.#beatAfter;
      if (!this.#wakers.signal.aborted) {
        connection.answered(this);
        if (this.chosen === sent && status !== sent) this.#overruled(status);
      }
    } catch {
      this.#failures += 1;
      pause = Math.min(backoff(this.#failures), LONGEST_RETRY_MS);
      if (!this.#wakers.signal.aborted) connection.failed(this);
    } finally {
      this.#beating = false;
    }
    if (this.#wakers.signal.aborted) return;
    if (this.chosen !== sent) this.#beat();
    else this.#cancelTimer = after(pause, () => this.#beat());
  }

  #overruled(status) {
    this.#adopt(status);
    this.dispatchEvent(new CustomEvent('overruled', { detail: { status } }));
  }
}
