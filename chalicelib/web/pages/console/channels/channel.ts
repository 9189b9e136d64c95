/** The channel of one conversation, asked again while it is looked at. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { ConversationChannelView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";
import { channelOf } from "./known.ts";

export type Delivery = ConversationChannelView["deliveries"][number];

export class Channel {
  readonly #busy = signal<number | null>(null);
  readonly #poller = new Poller(() => this.#turn());

  constructor(private readonly conversationId: string) {}

  get state(): ConversationChannelView | null {
    return channelOf(this.conversationId).value;
  }

  /** What could not be sent, or is tried again. */
  get held(): Delivery[] {
    return (this.state?.deliveries ?? []).filter(({ state }) => ["failed", "bounced", "retrying"].includes(state));
  }

  /** Which is being sent again. */
  get busy(): number | null {
    return this.#busy.value;
  }

  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  wake(): void {
    this.#poller.wake();
  }

  async again(seq: number, by: "channel" | "email" = "channel"): Promise<void> {
    this.#busy.value = seq;
    try {
      channelOf(this.conversationId).value = await api.sendAgain(this.conversationId, seq, by);
    } catch {
      // What it is now is read again at once.
    }
    this.#busy.value = null;
    this.wake();
  }

  async #turn(): Promise<number | null> {
    const state = await api.readConversationChannel(this.conversationId);
    channelOf(this.conversationId).value = state;
    return state.poll_after_ms;
  }
}
