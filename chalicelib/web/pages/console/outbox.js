/**
 * Replies on their way. Each has a client_id from the moment it is written and keeps it through every repetition and
 * reload, so the desk stores it once however often it is asked. One at a time in a conversation, in the order written.
 */
import { tab } from '../desk/storage.ts';
import { after, backoff } from '../desk/timer.ts';

/** After so many tries the agent is offered to give up; we go on trying until they do. */
const TRIES_BEFORE_CHOICE = 5;

export class Outbox extends EventTarget {
  #key;
  #post;
  #items;
  #sending = new Set();
  #wakeUps = new Set();
  #stopped = false;
  #listening = new AbortController();

  /** `post(conversationId, text, clientId)` gives the stored entry or throws a Problem. */
  constructor(agentId, post) {
    super();
    this.#key = `outbox.${agentId}`;
    this.#post = post;
    this.#items = tab.read(this.#key, []);
  }

  start() {
    const { signal } = this.#listening;
    window.addEventListener('online', () => this.#hurry(), { signal });
    window.addEventListener('beforeunload', (event) => this.#warn(event), { signal });
    for (const { conversation_id: id } of this.#items) this.#send(id);
  }

  /** Stops sending; what is not stored yet stays in the tab for the agent's next sign-in. */
  stop() {
    this.#stopped = true;
    this.#listening.abort();
    this.#hurry();
  }

  of(conversationId) {
    return this.#items.filter((item) => item.conversation_id === conversationId);
  }

  /** Whether a reply in it did not arrive at the first try. */
  isHeldUp(conversationId) {
    return this.of(conversationId).some((item) => item.failure || item.tries > 0);
  }

  write(conversationId, text) {
    this.#items.push({
      client_id: newClientId(),
      conversation_id: conversationId,
      text,
      at: new Date().toISOString(),
      tries: 0,
      failure: null,
    });
    this.#changed(conversationId);
    this.#send(conversationId);
  }

  /** Tries again now, whether it was refused or is only waiting for its next turn. */
  retry(clientId) {
    const item = this.#find(clientId);
    if (!item) return;
    item.failure = null;
    this.#changed(item.conversation_id);
    this.#hurry();
    this.#send(item.conversation_id);
  }

  discard(clientId) {
    const item = this.#find(clientId);
    if (!item) return;
    this.#items.splice(this.#items.indexOf(item), 1);
    this.#changed(item.conversation_id);
    this.#hurry();
  }

  /** The transcript shows these client ids: they are stored, whatever their answers said. */
  settle(clientIds) {
    for (const clientId of clientIds) if (this.#find(clientId)) this.discard(clientId);
  }

  #find(clientId) {
    return this.#items.find((item) => item.client_id === clientId);
  }

  async #send(conversationId) {
    if (this.#sending.has(conversationId)) return;
    this.#sending.add(conversationId);
    try {
      for (let item; !this.#stopped && (item = this.of(conversationId).find((one) => !one.failure)); ) {
        await this.#try(item);
      }
    } finally {
      this.#sending.delete(conversationId);
    }
  }

  async #try(item) {
    try {
      const entry = await this.#post(item.conversation_id, item.text, item.client_id);
      this.dispatchEvent(new CustomEvent('stored', { detail: { conversationId: item.conversation_id, entry } }));
      this.settle([item.client_id]);
    } catch (problem) {
      // Signed out under way: not refused, only to be sent by the next session.
      if (problem.status === 401) this.#stopped = true;
      if (this.#stopped || !this.#find(item.client_id)) return;
      item.tries += 1;
      if (!problem.transient) item.failure = problem.code;
      const pause = Math.max(backoff(item.tries), (problem.retryAfter ?? 0) * 1000);
      this.#changed(item.conversation_id);
      if (item.failure) this.dispatchEvent(new CustomEvent('refused', { detail: { conversationId: item.conversation_id } }));
      else await this.#pause(pause);
    }
  }

  #pause(ms) {
    return new Promise((resolve) => {
      const cancel = after(ms, () => wakeUp());
      const wakeUp = () => {
        cancel();
        this.#wakeUps.delete(wakeUp);
        resolve();
      };
      this.#wakeUps.add(wakeUp);
    });
  }

  #hurry() {
    for (const wakeUp of [...this.#wakeUps]) wakeUp();
  }

  #changed(conversationId) {
    // A stopped outbox may still get an answer, while the next session's already writes here.
    if (this.#stopped) return;
    if (this.#items.length) tab.write(this.#key, this.#items);
    else tab.remove(this.#key);
    this.dispatchEvent(new CustomEvent('changed', { detail: { conversationId } }));
  }

  /** A reload keeps the outbox, closing the tab would not; the browser does not say which of them it is. */
  #warn(event) {
    if (this.#items.some((item) => !item.failure)) event.preventDefault();
  }
}

/** sending: on its way; delayed: no answer yet, repeated by itself; stuck: the same for long; refused: needs a decision. */
export function conditionOf(item) {
  if (item.failure) return 'refused';
  if (item.tries >= TRIES_BEFORE_CHOICE) return 'stuck';
  return item.tries > 0 ? 'delayed' : 'sending';
}

/** crypto.randomUUID is missing on plain http addresses. */
export function newClientId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
