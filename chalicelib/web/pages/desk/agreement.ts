/** The confidentiality agreement as one reads and accepts it. */
import { signal } from "@preact/signals";
import * as api from "./api.ts";
import type { Problem } from "./client.ts";
import { language } from "./i18n.ts";
import type { AgreementView } from "./operations.ts";
import { session } from "./session.ts";

const NOT_ASKED = "agreement_not_asked";

export class Agreement {
  readonly #asked = signal<AgreementView | null>(null);
  readonly #trouble = signal<string | null>(null);
  readonly #busy = signal(false);

  /** What is to be accepted; null while it is read. */
  get asked(): AgreementView | null {
    return this.#asked.value;
  }

  /** Why it could not be read or accepted: the problem's code. */
  get trouble(): string | null {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly read = async (): Promise<void> => {
    await this.#do(async () => {
      const { asked, needed } = await api.readOwnAgreement();
      // It was accepted in another tab, or nobody is asked any more.
      if (needed) this.#asked.value = asked;
      else session.accepted();
    });
  };

  /** Another version may have been published while one read: that one is read then. */
  readonly accept = async (): Promise<void> => {
    const asked = this.#asked.peek();
    if (!asked) return;
    const { version, digest } = asked;
    await this.#do(async () => {
      try {
        await api.acceptAgreement({ version, digest, language: language.code });
      } catch (problem) {
        if ((problem as Problem).code === NOT_ASKED) {
          const now = await api.readOwnAgreement();
          if (now.needed) this.#asked.value = now.asked;
          else return session.accepted();
        }
        throw problem;
      }
      session.accepted();
    });
  };

  async #do(act: () => Promise<void>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    this.#trouble.value = null;
    try {
      await act();
    } catch (problem) {
      this.#trouble.value = (problem as Problem).code ?? "other";
    } finally {
      this.#busy.value = false;
    }
  }
}
