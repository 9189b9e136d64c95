/**
 * The agent's status and the heartbeat that keeps it alive. The status belongs to the agent and not to a tab: a beat
 * chooses nothing, and its answer says what holds, wherever that was chosen. What is chosen here is repeated until the
 * desk has confirmed it, also after a gap in the network.
 */
import * as api from '../../desk/api.ts';
import { connection } from '../../desk/connection.ts';
import { after, backoff } from '../../desk/timer.ts';

export const STATUSES = ['online', 'busy', 'break', 'offline'];
export const AWAY = ['busy', 'break'];

const FIRST_BEAT_MS = 20_000;
const LONGEST_RETRY_MS = 10_000;

export class Presence extends EventTarget {
  /** What holds, as far as is known here; null before the first answer. */
  chosen = null;
  /** What those who are served are told while busy or on a break; null: nothing. */
  reply = null;
  /** What the desk said last. */
  #confirmed = null;
  /** What was chosen here and is not confirmed yet. */
  #wanted = null;
  #beatAfter = FIRST_BEAT_MS;
  #beating = false;
  #failures = 0;
  #lastBeat = 0;
  #cancelTimer = () => {};
  #wakers = new AbortController();

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
  }

  choose(status) {
    this.#wanted = status;
    this.#adopt(status);
    this.#beat();
  }

  /** The desk has said so elsewhere, in answer to something that was asked here. */
  learn(status, reply = null) {
    this.#wanted = null;
    this.#confirmed = status;
    this.reply = reply;
    this.#adopt(status);
  }

  #adopt(status) {
    this.chosen = status;
    this.dispatchEvent(new Event('changed'));
  }

  async #beat() {
    if (this.#beating || this.#wakers.signal.aborted) return;
    this.#beating = true;
    this.#cancelTimer();
    const sent = this.#wanted;
    let pause;
    try {
      const { status, beat_after_ms: beatAfter, reply = null } = await (sent ? api.setPresence(sent) : api.beat());
      this.#beatAfter = beatAfter ?? FIRST_BEAT_MS;
      this.#failures = 0;
      this.#lastBeat = Date.now();
      pause = this.#beatAfter;
      if (!this.#wakers.signal.aborted) {
        connection.answered(this);
        if (this.#wanted === sent) this.#settle(status, reply);
      }
    } catch (error) {
      if (sent && this.#wanted === sent && error.status >= 400 && error.status < 500 && error.status !== 429) {
        this.#refuse(error);
        pause = 0;
      } else {
        this.#failures += 1;
        pause = Math.min(backoff(this.#failures), LONGEST_RETRY_MS);
        if (!this.#wakers.signal.aborted) connection.failed(this);
      }
    } finally {
      this.#beating = false;
    }
    if (this.#wakers.signal.aborted) return;
    if (this.#wanted !== sent && this.#wanted) this.#beat();
    else this.#cancelTimer = after(pause, () => this.#beat());
  }

  /** The desk has answered what holds; another status than was known here was chosen elsewhere. */
  #settle(status, reply) {
    this.#wanted = null;
    this.#confirmed = status;
    const isOther = this.reply !== reply;
    this.reply = reply;
    if (status === this.chosen) {
      if (isOther) this.dispatchEvent(new Event('changed'));
      return;
    }
    const first = this.chosen === null;
    this.#adopt(status);
    if (!first) this.dispatchEvent(new CustomEvent('overruled', { detail: { status } }));
  }

  /** What was chosen cannot be, such as without a free seat; the next beat says what holds. */
  #refuse(error) {
    this.#wanted = null;
    if (this.#confirmed) this.#adopt(this.#confirmed);
    this.dispatchEvent(new CustomEvent('refused', { detail: { error } }));
  }
}
