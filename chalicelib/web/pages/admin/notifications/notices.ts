/** The ledger of every e-mail and SMS the desk sent or tried to; and addresses that nothing more goes to. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AddressView, NoticeView } from "../../desk/operations.ts";
import { t } from "../../desk/i18n.ts";
import { session } from "../../desk/session.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export const STATES = ["", "pending", "sending", "sent", "failed", "bounced", "complained", "gathered", "withheld"];

const addresses = async () => new Pages<AddressView>(await api.listUndeliverable(null), api.listUndeliverable);

export class Notices {
  readonly #state = signal("");
  readonly reading = new Reading(async () => {
    const state = this.#state.peek();
    const [first, undeliverable] = await Promise.all([api.listNotices(state, null), this.#addresses()]);
    return {
      pages: new Pages<NoticeView>(first, (cursor) => api.listNotices(state, cursor)),
      undeliverable: undeliverable && new Undeliverable(undeliverable),
    };
  });

  get state(): string {
    return this.#state.value;
  }

  choose(state: string): void {
    this.#state.value = state;
    this.reading.reload();
  }

  /** What is known of addresses is the whole desk's: nothing for whom only part of it is shown. */
  #addresses() {
    return session.agent.scope === "all" ? addresses() : null;
  }
}

/** Addresses that letters came back from, or that took them for spam. */
export class Undeliverable {
  readonly problem = signal("");
  readonly #pages;
  readonly #lifting = signal<string | null>(null);

  constructor(pages: Pages<AddressView>) {
    this.#pages = signal(pages);
  }

  get pages(): Pages<AddressView> {
    return this.#pages.value;
  }

  isBeingLifted(address: string): boolean {
    return this.#lifting.value === address;
  }

  /** Letters may go there again. */
  async lift(address: string): Promise<void> {
    this.#lifting.value = address;
    this.problem.value = "";
    try {
      await api.liftAddress(address);
      say(t("undeliverable.lifted", { address }));
      this.#pages.value = await addresses();
    } catch (problem) {
      this.problem.value = wordsOf(problem as Problem);
    }
    this.#lifting.value = null;
  }
}
