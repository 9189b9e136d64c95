/**
 * Sends the outbox: strictly in order, one at a time, from one tab only, and each message with the same client_id until
 * the server has said that it is stored.
 */
import type { EntryView } from "../../desk/operations.ts";
import type { Alone } from "./lock.ts";
import type { Outbox, Unsent } from "./outbox.ts";
import { backoffMs, Nap } from "./pace.ts";
import type { Prechat } from "./prechat.ts";
import type { Shelf } from "./storage.ts";
import type { Talk } from "./talk.ts";
import { type Answer, NoAnswer, Refused } from "./transport.ts";
import { pageAddress, type Visitor } from "./visitor.ts";

const TURNS_AT_ONCE = 3;

/** "retrying", or how many minutes there are to wait. */
export type SendingTrouble = "retrying" | number | null;

interface Parts {
  outbox: Pick<Outbox, "next" | "remove" | "refuse">;
  talk: Talk;
  visitor: Pick<Visitor, "ask">;
  alone: Alone;
  /** What the visitor did in the help before they asked is kept there. */
  shelf?: Pick<Shelf, "read" | "drop">;
  prechat?: Pick<Prechat, "part">;
  stored: (entries: EntryView[]) => void;
  changed: () => void;
  /** For tests. */
  page?: () => string;
}

export class Sender {
  readonly #parts: Parts;
  #nap = new Nap();
  #isRunning = false;
  #failures = 0;
  #turns = 0;
  trouble: SendingTrouble = null;

  /** `alone` runs its work in one tab at a time; `stored(entries)` and `changed()` tell the page. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Something may be sendable now: a new message, a connection, a tab that came to the front. */
  async wake(): Promise<void> {
    // A connection that is just back may fail once more: that is no reason to wait for long.
    this.#failures = 0;
    if (this.#isRunning) return this.#nap.wake();
    this.#isRunning = true;
    const { outbox, alone, changed } = this.#parts;
    try {
      while (!this.#nap.isOver && outbox.next) {
        const wait = await alone(() => this.#sendNext());
        changed();
        if (wait && !this.#nap.isOver) await this.#nap.sleep(wait);
      }
    } finally {
      this.#isRunning = false;
    }
    // Another tab may have delivered what this one could not.
    if (this.trouble === null) return;
    this.#reset();
    changed();
  }

  // Gives the milliseconds to wait before the next try. The lock is held for one message only, so that a tab which
  // sleeps after a failure never stops another one that the visitor is looking at.
  async #sendNext(): Promise<number> {
    const { outbox, talk } = this.#parts;
    const item = outbox.next;
    if (!item || this.#nap.isOver) return 0;
    const conversation = talk.isLive ? talk.id : null;
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

  async #post(item: Unsent, conversation: string | null): Promise<Answer> {
    const { visitor, page = pageAddress } = this.#parts;
    const { text, client_id, file } = item;
    // What ended meanwhile is not answered any more; the words go all the same.
    const quote = item.quote?.conversation_id === conversation ? item.quote?.seq : undefined;
    const message = { text, client_id, page: page(), file_id: file?.id, quote };
    const { prechat, shelf } = this.#parts;
    const begins = conversation ? {} : { form: prechat?.part?.filled, help: shelf?.read("help") };
    const path = conversation ? `conversations/${conversation}/messages` : "conversations";
    const answer = await visitor.ask("POST", path, { ...message, ...begins });
    const isStored = answer.status < 300;
    if (isStored && !(conversation ? answer.body.seq : answer.body.conversation_id)) throw new NoAnswer("not ours");
    return answer;
  }

  async #readToEnd(conversation: string): Promise<void> {
    const { talk, visitor, stored } = this.#parts;
    for (let more = true; more && talk.id === conversation;) {
      const path = `conversations/${conversation}/entries?after=${talk.after}&limit=100`;
      const { status, body } = await visitor.ask("GET", path);
      if (status !== 200 || talk.id !== conversation) return;
      stored(talk.take(body));
      more = body.more;
    }
  }

  #judge(item: Unsent, conversation: string | null, { status, body, retryAfterMs }: Answer): number {
    if (status < 300) {
      this.#accept(item, conversation, body);
      return 0;
    }
    if (status === 429) return this.#later(retryAfterMs || 1);
    // Refused with a token that the desk has just given: nothing that the visitor could mend.
    if (status === 401) return this.#later();
    // Closed, or gone for this visitor: the same message starts a new conversation.
    if (status === 409 || (status === 404 && conversation)) return this.#again(status === 404);
    this.#reset();
    const detail = body.errors?.[0]?.message || body.detail || "";
    this.#parts.outbox.refuse(item, { status, code: body.code || "", detail });
    this.#parts.prechat?.part?.refused(item, status, body.errors);
    return 0;
  }

  // deno-lint-ignore no-explicit-any
  #accept(item: Unsent, conversation: string | null, body: any): void {
    const { talk, outbox, stored } = this.#parts;
    this.#reset();
    if (conversation === null) {
      talk.begin(body.conversation_id, body.state);
      this.#parts.prechat?.part?.settle();
      this.#parts.shelf?.drop("help");
      stored(talk.take(body, false));
    } else if (conversation === talk.id) {
      talk.takeOwn(body);
      stored([body]);
    }
    outbox.remove(item.client_id);
  }

  #again(isOutOfReach: boolean): number {
    this.#parts.talk.end(isOutOfReach);
    this.#turns += 1;
    return this.#turns < TURNS_AT_ONCE ? 0 : this.#later();
  }

  #later(atLeastMs = 0): number {
    this.#failures += 1;
    this.trouble = Math.ceil(atLeastMs / 60000) || "retrying";
    return Math.max(atLeastMs, backoffMs(this.#failures));
  }

  #reset(): void {
    this.#failures = 0;
    this.#turns = 0;
    this.trouble = null;
  }

  close(): void {
    this.#nap.close();
  }
}
