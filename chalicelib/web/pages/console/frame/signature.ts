/** What one's letters end with: read when it is wanted, and changed as it was read. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { SignatureView } from "../../desk/operations.ts";

export class OwnSignature {
  readonly #known = signal<SignatureView | null>(null);
  readonly #busy = signal(false);
  readonly #words = signal("");

  /** Null until it was read. */
  get known(): SignatureView | null {
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
    return this.#act(api.readSignature, "");
  }

  save(text: string): Promise<void> {
    const version = this.#known.peek()?.version;
    return this.#act(() => api.changeSignature({ text, version }), t("profile.signature.done"));
  }

  async #act(does: () => Promise<SignatureView>, done: string): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#words.value = "";
    try {
      this.#known.value = await api.insist(does);
      this.#words.value = done;
    } catch (problem) {
      const { code } = problem as Problem;
      this.#words.value = tOf("profile.signature.failed", code, { code });
    } finally {
      this.#busy.value = false;
    }
  }
}
