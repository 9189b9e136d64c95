/** A setting of one's own: read when it is wanted, and changed as it was read. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";

/** How it is read and changed, and in which words what came of that is told. */
interface Way<View> {
  read: () => Promise<View>;
  change: (text: string, version: number | undefined) => Promise<View>;
  done: () => string;
  failed: (code: string) => string;
}

export class Kept<View extends { version: number }> {
  readonly #known = signal<View | null>(null);
  readonly #busy = signal(false);
  readonly #words = signal("");
  readonly #way: Way<View>;

  constructor(way: Way<View>) {
    this.#way = way;
  }

  /** Null until it was read. */
  get known(): View | null {
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
    return this.#act(this.#way.read, "");
  }

  save(text: string): Promise<void> {
    const version = this.#known.peek()?.version;
    return this.#act(() => this.#way.change(text, version), this.#way.done());
  }

  async #act(does: () => Promise<View>, done: string): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#words.value = "";
    try {
      this.#known.value = await api.insist(does);
      this.#words.value = done;
    } catch (problem) {
      this.#words.value = this.#way.failed((problem as Problem).code);
    } finally {
      this.#busy.value = false;
    }
  }
}

export const ownMobile = () =>
  new Kept({
    read: api.readOwnMobile,
    change: (mobile, version) => api.changeOwnMobile({ mobile, version }),
    done: () => t("profile.mobile.done"),
    failed: (code) => tOf("profile.mobile.failed", code, { code }),
  });

export const ownSignature = () =>
  new Kept({
    read: api.readSignature,
    change: (text, version) => api.changeSignature({ text, version }),
    done: () => t("profile.signature.done"),
    failed: (code) => tOf("profile.signature.failed", code, { code }),
  });
