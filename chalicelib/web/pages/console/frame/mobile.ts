/** At which number one is called when on call: read when it is wanted, and changed as it was read. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { MobileView } from "../../desk/operations.ts";

export class OwnMobile {
  readonly #known = signal<MobileView | null>(null);
  readonly #busy = signal(false);
  readonly #words = signal("");

  /** Null until it was read. */
  get known(): MobileView | null {
    return this.#known.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** What came of the last try. */
  get words(): string {
    return this.#words.value;
  }

  read(): Promise<void> {
    return this.#act(api.readOwnMobile, "");
  }

  save(mobile: string): Promise<void> {
    const version = this.#known.peek()?.version;
    return this.#act(() => api.changeOwnMobile({ mobile, version }), t("profile.mobile.done"));
  }

  async #act(does: () => Promise<MobileView>, done: string): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#words.value = "";
    try {
      this.#known.value = await api.insist(does);
      this.#words.value = done;
    } catch (problem) {
      const { code } = problem as Problem;
      this.#words.value = tOf("profile.mobile.failed", code, { code });
    } finally {
      this.#busy.value = false;
    }
  }
}
