/** One notice: what it says, each try to send it, and sending it once more. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { NoticeView, WholeNotice } from "../../desk/operations.ts";
import { isKnown, t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { same } from "../parts/merge.ts";
import { newKey } from "../parts/once.ts";
import { unreadWordsOf, wordsOf } from "../parts/problem.ts";

const SETTLED: ReadonlyArray<NoticeView["state"]> = ["sent", "failed", "bounced", "complained", "gathered", "withheld"];
const PACE_MS = 3000;

export const isSettled = ({ state }: Pick<NoticeView, "state">): boolean => SETTLED.includes(state);

/** Reasons the desk gives itself are known by name, and said in words; a provider's stay as they are. */
export function reasonWords(reason: string): string {
  const [name, ...more] = reason.split(": ");
  return isKnown(`reason.${name}`) ? [t(`reason.${name}`), ...more].join(" ") : reason;
}

/** What is wrong with it, where it was not sent. */
export const reasonOf = ({ state, last_error: reason }: NoticeView): string | null =>
  state !== "sent" && reason ? reasonWords(reason) : null;

/** Read again while it is on its way; `changed` hears when the ledger may show something else. */
export class Notice {
  readonly #whole = signal<WholeNotice | null>(null);
  readonly problem = signal("");
  readonly #busy = signal(false);
  // One name until the desk has said yes or no: a lost answer does not send it twice.
  #key = newKey();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = false;

  constructor(readonly listed: NoticeView, private readonly changed: () => void) {}

  get whole(): WholeNotice | null {
    return this.#whole.value;
  }

  get canBeResent(): boolean {
    return this.whole !== null && isSettled(this.whole) && !this.#busy.value;
  }

  async read(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const whole = await api.readNotice(this.listed.notice_id);
      if (this.#left) return;
      const before = this.#whole.peek();
      if (before && !same(before, whole)) this.changed();
      if (!before || !same(before, whole)) this.#whole.value = whole;
      if (!isSettled(whole)) this.#timer = setTimeout(() => this.read(), PACE_MS);
    } catch (problem) {
      this.problem.value = unreadWordsOf(problem as Problem);
    }
  }

  async resend(): Promise<void> {
    this.#busy.value = true;
    this.problem.value = "";
    try {
      await api.resendNotice(this.listed.notice_id, this.#key);
      this.#key = newKey();
      say(t("notice.resent"));
      this.changed();
    } catch (problem) {
      this.problem.value = wordsOf(problem as Problem);
    }
    await this.read();
    this.#busy.value = false;
  }

  leave(): void {
    this.#left = true;
    clearTimeout(this.#timer);
  }
}
