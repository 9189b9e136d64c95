/** Other words for one's own message, or none at all: asked for until the desk has said clearly whether it is done. */
import type { EntryView } from "../../desk/operations.ts";
import { CHANGED_WITHIN_MS } from "../../desk/revisions.ts";
import { backoffMs, Nap } from "../panel/pace.ts";
import { newId } from "../panel/storage.ts";
import { isOwn, type Talk } from "../panel/talk.ts";
import { type Answer, Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

/** Why it takes longer. */
export type Delay = "lost" | "slow";

/** Why it does not come about: the desk's code, and its words where ours do not know that. */
export interface Refusal {
  code: string;
  detail: string;
}

export interface Parts {
  visitor: Pick<Visitor, "ask">;
  talk: Pick<Talk, "id" | "takeOwn">;
  /** The transcript has this entry now. */
  stored: (entries: EntryView[]) => void;
}

export type Act = "quote" | "edit" | "withdraw";

/** What may be done with an entry, at this time of the clock; the desk alone decides. */
export function actsFor(entry: EntryView, now: number): Act[] {
  if (!isOwn(entry) || now - Date.parse(entry.at) >= CHANGED_WITHIN_MS) return ["quote"];
  return entry.text ? ["quote", "edit", "withdraw"] : ["quote", "withdraw"];
}

export class Change {
  readonly #conversation: string | null;
  #nap = new Nap();

  /** Of the message with this number in the conversation that goes on now. */
  constructor(private readonly parts: Parts, private readonly seq: number) {
    this.#conversation = parts.talk.id;
  }

  /** Null: it is done, or it was given up. `late()` hears why it takes longer. */
  async ask(text: string | null, late: (delay: Delay) => void): Promise<Refusal | null> {
    const nap = this.#nap = new Nap();
    const body = { seq: this.seq, text, client_id: newId() };
    for (let failures = 1; !nap.isOver; failures += 1) {
      const answer = await this.#post(body);
      if (nap.isOver) break;
      if (answer && ![401, 429].includes(answer.status)) return this.#judge(answer);
      late(answer?.status === 429 ? "slow" : "lost");
      await nap.sleep(Math.max(answer?.retryAfterMs || 0, backoffMs(failures)));
    }
    return null;
  }

  // Null: nobody knows whether the desk has done it; with the same client_id it does it once.
  async #post(body: unknown): Promise<Answer | null> {
    try {
      const path = `conversations/${this.#conversation}/messages/change`;
      const answer = await this.parts.visitor.ask("POST", path, body);
      return answer.status < 300 && !answer.body.seq ? null : answer;
    } catch (trouble) {
      if (trouble instanceof Trouble) return trouble.answer ?? null;
      throw trouble;
    }
  }

  #judge({ status, body }: Answer): Refusal | null {
    if (status >= 300) return { code: body.code || "", detail: body.errors?.[0]?.message || body.detail || "" };
    const { talk, stored } = this.parts;
    if (talk.id === this.#conversation) {
      talk.takeOwn(body);
      stored([body]);
    }
    return null;
  }

  /** The network is back. */
  wake(): void {
    this.#nap.wake();
  }

  giveUp(): void {
    this.#nap.close();
  }
}
