/** What the page remembers for an agent: unsent drafts (this tab), and how far each conversation was read (this browser). */
import { browser, tab } from '../desk/storage.ts';

export class Drafts {
  #key;
  #texts;

  constructor(agentId) {
    this.#key = `drafts.${agentId}`;
    this.#texts = tab.read(this.#key, {});
  }

  get(conversationId) {
    return this.#texts[conversationId] ?? '';
  }

  set(conversationId, text) {
    if (text) this.#texts[conversationId] = text;
    else delete this.#texts[conversationId];
    tab.write(this.#key, this.#texts);
  }
}

/** Enough for every conversation an agent has at once, and small enough to never fill the storage. */
const REMEMBERED = 500;

export class ReadMarks extends EventTarget {
  #key;
  #marks;

  constructor(agentId) {
    super();
    this.#key = `read.${agentId}`;
    this.#marks = browser.read(this.#key, {});
  }

  mark(conversationId, seq) {
    if ((this.#marks[conversationId] ?? 0) >= seq) return;
    delete this.#marks[conversationId];
    this.#marks[conversationId] = seq;
    const oldest = Object.keys(this.#marks).slice(0, -REMEMBERED);
    for (const id of oldest) delete this.#marks[id];
    browser.write(this.#key, this.#marks);
    this.dispatchEvent(new Event('changed'));
  }

  /** How many entries are unread; Infinity when the conversation was never opened, 0 when the last word is an agent's. */
  unread(conversation) {
    if (conversation.state === 'closed' || conversation.last_author === 'agent') return 0;
    const mark = this.#marks[conversation.conversation_id];
    return mark === undefined ? Infinity : Math.max(0, conversation.last_seq - mark);
  }
}
