// Sends the outbox: strictly in order, one at a time, from one tab only, and each message with the same client_id until
// the server has said that it is stored.

import { NoAnswer } from "./transport.js";
import { Nap, backoffMs } from "./pace.js";
import { Refused, pageAddress } from "./visitor.js";

const TURNS_AT_ONCE = 3;

export class Sender {
  #nap = new Nap();
  #isRunning = false;
  #isClosed = false;
  #failures = 0;
  #turns = 0;

  /** `alone` runs its work in one tab at a time; `stored(entries)` and `changed()` tell the page. */
  constructor({ outbox, talk, visitor, alone, stored, changed }) {
    Object.assign(this, { outbox, talk, visitor, alone, stored, changed });
    // "retrying", or how many minutes there are to wait
    this.trouble = null;
  }

  /** Something may be sendable now: a new message, a connection, a tab that came to the front. */
  async wake() {
    if (this.#isRunning) return this.#nap.wake();
    this.#isRunning = true;
    try {
      while (!this.#isClosed && this.outbox.next) {
        const wait = await this.alone(() => this.#sendNext());
        this.changed();
        if (wait && !this.#isClosed) await this.#nap.sleep(wait);
      }
    } finally {
      this.#isRunning = false;
    }
  }

  // Gives the milliseconds to wait before the next try. The lock is held for one message only, so that a tab which
  // sleeps after a failure never stops another one that the visitor is looking at.
  async #sendNext() {
    const item = this.outbox.next;
    if (!item || this.#isClosed) return 0;
    const conversation = this.talk.isLive ? this.talk.id : null;
    try {
      const answer = await this.#post(item, conversation);
      // What the agent said last must not get lost when the next conversation begins.
      if (answer.status === 409 && conversation) await this.#readToEnd(conversation);
      return this.#judge(item, conversation, answer);
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#judge(item, null, trouble.answer);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      return this.#later();
    }
  }

  async #post(item, conversation) {
    const message = { text: item.text, client_id: item.client_id };
    const answer = conversation
      ? await this.visitor.ask("POST", `conversations/${conversation}/messages`, message)
      : await this.visitor.ask("POST", "conversations", { ...message, page: pageAddress() });
    const isStored = answer.status < 300;
    if (isStored && !(conversation ? answer.body.seq : answer.body.conversation_id)) throw new NoAnswer("not ours");
    return answer;
  }

  async #readToEnd(conversation) {
    for (let more = true; more && this.talk.id === conversation; ) {
      const { status, body } = await this.visitor.ask("GET", `conversations/${conversation}/entries?after=${this.talk.after}&limit=100`);
      if (status !== 200 || this.talk.id !== conversation) return;
      this.stored(this.talk.take(body));
      more = body.more;
    }
  }

  #judge(item, conversation, { status, body, retryAfterMs }) {
    if (status < 300) {
      this.#accept(item, conversation, body);
      return 0;
    }
    if (status === 429) return this.#later(retryAfterMs || 1);
    if (status === 401) return this.#again();
    // Closed, or gone for this visitor: the same message starts a new conversation.
    if (status === 409 || (status === 404 && conversation)) return this.#again();
    this.#reset();
    this.outbox.refuse(item, { status, code: body.code || "", detail: body.errors?.[0]?.message || body.detail || "" });
    return 0;
  }

  #accept(item, conversation, body) {
    this.#reset();
    if (conversation === null) {
      this.talk.begin(body.conversation_id, body.state);
      this.stored(this.talk.take(body, false));
    } else if (conversation === this.talk.id) {
      this.talk.takeOwn(body);
      this.stored([body]);
    }
    this.outbox.remove(item.client_id);
  }

  #again() {
    this.talk.end();
    this.#turns += 1;
    return this.#turns < TURNS_AT_ONCE ? 0 : this.#later();
  }

  #later(atLeastMs = 0) {
    this.#failures += 1;
    this.trouble = Math.ceil(atLeastMs / 60000) || "retrying";
    return Math.max(atLeastMs, backoffMs(this.#failures));
  }

  #reset() {
    this.#failures = 0;
    this.#turns = 0;
    this.trouble = null;
  }

  close() {
    this.#isClosed = true;
    this.#nap.wake();
  }
}
