/**
 * The agent's status and the heartbeat that keeps it alive. The status belongs to the agent and not to a tab: a beat
 * chooses nothing, and its answer says what holds, wherever that was chosen. What is chosen here is repeated until the
 * desk has confirmed it, also after a gap in the network.
 */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { connection } from "../../desk/connection.ts";
import type { PresenceView } from "../../desk/operations.ts";
import { browser, type Kept } from "../../desk/storage.ts";
import { after, backoff } from "../../desk/timer.ts";

export type Status = PresenceView["status"];
export const STATUSES: readonly Status[] = ["online", "busy", "break", "offline"];
const AWAY: readonly Status[] = ["busy", "break"];

const FIRST_BEAT_MS = 20_000;
const LONGEST_RETRY_MS = 10_000;

interface Told {
  /** Another status than was known here was chosen elsewhere. */
  overruled: (status: Status) => void;
  /** What was chosen cannot be, such as without a free seat. */
  refused: (problem: Problem) => void;
}

export class Presence {
  readonly #chosen = signal<Status | null>(null);
  readonly #reply = signal<string | null>(null);
  /** What the desk said last. */
  #confirmed: Status | null = null;
  /** What was chosen here and is not confirmed yet. */
  #wanted: Status | null = null;
  #beatAfter = FIRST_BEAT_MS;
  #beating = false;
  #failures = 0;
  #lastBeat = 0;
  #cancelTimer = () => {};
  readonly #wakers = new AbortController();

  readonly #key: string;

  constructor(agentId: string, private readonly tell: Told, private readonly kept: Kept = browser) {
    this.#key = `presence.${agentId}`;
    // What is chosen in another tab of this browser is no other hand.
    kept.onChange(this.#key, () => {
      const status = kept.read<Status>(this.#key);
      if (status && !this.#wanted) this.learn(status, this.#reply.peek());
    });
  }

  /** What holds, as far as is known here; null before the first answer. */
  get chosen(): Status | null {
    return this.#chosen.value;
  }

  /** What those who are served are told while busy or on a break; null: nothing. */
  get reply(): string | null {
    return this.#reply.value;
  }

  get isAway(): boolean {
    return this.chosen !== null && AWAY.includes(this.chosen);
  }

  start(): void {
    const { signal } = this.#wakers;
    const catchUp = () => {
      if (Date.now() - this.#lastBeat > this.#beatAfter / 2) this.#beat();
    };
    addEventListener("online", () => void this.#beat(), { signal });
    addEventListener("focus", catchUp, { signal });
    document.addEventListener("visibilitychange", catchUp, { signal });
    this.#beat();
  }

  stop(): void {
    this.#wakers.abort();
    this.#cancelTimer();
    connection.answered(this);
  }

  choose(status: Status): void {
    this.#wanted = status;
    this.#chosen.value = status;
    this.#beat();
  }

  /** The desk has said so elsewhere, in answer to something that was asked here. */
  learn(status: Status, reply: string | null = null): void {
    this.#wanted = null;
    this.#confirmed = status;
    this.#reply.value = reply;
    this.#chosen.value = status;
  }

  /** What those who are served are told while the agent is away; no words take them back. */
  async sayWhileAway(words: string): Promise<void> {
    const { status, reply } = await api.insist(() => api.setPresence(this.#chosen.peek()!, { reply: words }));
    this.learn(status, reply);
  }

  async #beat(): Promise<void> {
    if (this.#beating || this.#wakers.signal.aborted) return;
    this.#beating = true;
    this.#cancelTimer();
    const sent = this.#wanted;
    const pause = await this.#ask(sent);
    this.#beating = false;
    if (this.#wakers.signal.aborted) return;
    if (this.#wanted !== sent && this.#wanted) this.#beat();
    else this.#cancelTimer = after(pause, () => void this.#beat());
  }

  /** Asks once; gives the milliseconds until the next beat. */
  async #ask(sent: Status | null): Promise<number> {
    const isLeaving = () => this.#wakers.signal.aborted;
    try {
      const answer = await (sent ? api.setPresence(sent) : api.beat());
      this.#beatAfter = answer.beat_after_ms ?? FIRST_BEAT_MS;
      this.#failures = 0;
      this.#lastBeat = Date.now();
      if (!isLeaving()) {
        connection.answered(this);
        if (this.#wanted === sent) this.#settle(answer.status, answer.reply ?? null);
        if (sent) this.kept.write(this.#key, answer.status);
      }
      return this.#beatAfter;
    } catch (trouble) {
      const problem = trouble as Problem;
      const isRefusal = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
      if (sent && this.#wanted === sent && isRefusal) {
        this.#refuse(problem);
        return 0;
      }
      this.#failures += 1;
      if (!isLeaving()) connection.failed(this);
      return Math.min(backoff(this.#failures), LONGEST_RETRY_MS);
    }
  }

  /** The desk has answered what holds. */
  #settle(status: Status, reply: string | null): void {
    this.#wanted = null;
    this.#confirmed = status;
    this.#reply.value = reply;
    const before = this.#chosen.peek();
    this.#chosen.value = status;
    if (before !== null && before !== status) this.tell.overruled(status);
  }

  /** The next beat says what holds. */
  #refuse(problem: Problem): void {
    this.#wanted = null;
    if (this.#confirmed) this.#chosen.value = this.#confirmed;
    this.tell.refused(problem);
  }
}
