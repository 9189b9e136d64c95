/**
 * One conversation's entries, numbered 1, 2, 3 … without a gap. Entries may reach us twice or early (the answer to
 * our own reply overtakes the reader); they are taken in by number, each once.
 */
import * as api from '../../desk/api.ts';
import { Poller } from '../../desk/poller.ts';

const USUAL_PACE_MS = 3000;

export class Transcript extends EventTarget {
  #early = new Map();
  #poller = new Poller(() => this.#read());

  entries = [];
  state = null;
  loaded = false;
  missing = false;

  constructor(conversationId) {
    super();
    this.conversationId = conversationId;
  }

  get lastSeq() {
    return this.entries.length;
  }

  /** All there is to show: the entries so far, and those whose forerunners are still on their way. */
  get shown() {
    return [...this.entries, ...[...this.#early.values()].sort((a, b) => a.seq - b.seq)];
  }

  start() {
    this.#poller.start();
  }

  stop() {
    this.#poller.stop();
  }

  /** Reads at once when somebody knows of an entry that is not here yet. */
  expect(lastSeq) {
    if (lastSeq > this.lastSeq) this.#poller.wake();
  }

  /** Takes in an entry that came another way than by reading. */
  add(entry) {
    this.#takeIn([entry]);
    if (this.#early.size) this.#poller.wake();
    this.dispatchEvent(new Event('changed'));
  }

  async #read() {
    let answer;
    try {
      answer = await api.readEntries(this.conversationId, this.lastSeq);
    } catch (problem) {
      if (problem.status !== 404 && problem.status !== 403) throw problem;
      this.missing = true;
      this.dispatchEvent(new Event('changed'));
      return null;
    }
    const before = `${this.lastSeq} ${this.state} ${this.loaded}`;
    this.#takeIn(answer.entries);
    this.state = answer.state;
    this.loaded ||= !answer.more;
    if (`${this.lastSeq} ${this.state} ${this.loaded}` !== before) this.dispatchEvent(new Event('changed'));
    if (answer.more) return 0;
    return this.state === 'closed' ? null : (answer.poll_after_ms ?? USUAL_PACE_MS);
  }

  #takeIn(entries) {
    for (const entry of entries) if (entry.seq > this.lastSeq) this.#early.set(entry.seq, entry);
    for (let next; (next = this.#early.get(this.lastSeq + 1)); ) {
      this.#early.delete(next.seq);
      this.entries.push(next);
    }
  }
}
