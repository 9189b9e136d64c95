/**
 * An answer that is being written: its text, by which ways it goes, and the name of the request that sends it. It survives
 * a reload; the name stays as long as the same thing is sent, so that an answer whose receipt was lost is not sent twice.
 */
import { newClientId } from './console-outbox.js';
import { tab } from './console-storage.js';

export class AnswerDraft {
  #place;
  #kept;

  constructor(agentId, messageId) {
    this.#place = `answer.${agentId}.${messageId}`;
    this.#kept = tab.read(this.#place, {});
  }

  get text() {
    return this.#kept.text ?? '';
  }

  /** The ways that were ticked, or null when nothing was chosen yet. */
  get by() {
    return this.#kept.by ?? null;
  }

  keep(changes) {
    this.#kept = { ...this.#kept, ...changes };
    tab.write(this.#place, this.#kept);
  }

  forget() {
    this.#kept = {};
    tab.remove(this.#place);
  }

  /** What is sent: {text, by, client_id}. */
  request(text, by) {
    const asked = JSON.stringify([text, by]);
    if (this.#kept.asked !== asked) this.keep({ asked, client_id: newClientId() });
    return { text, by, client_id: this.#kept.client_id };
  }
}
