/** Visitors of whom nothing more is taken, and letting them in again. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { VisitorView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export class Blocked {
  readonly problem = signal("");
  readonly #lifting = signal<string | null>(null);
  readonly reading = new Reading(async () => new Pages<VisitorView>(await api.listBlocked(null), api.listBlocked));

  isBeingLifted(visitorId: string): boolean {
    return this.#lifting.value === visitorId;
  }

  /** They are let in again. */
  async lift(visitorId: string): Promise<void> {
    this.#lifting.value = visitorId;
    this.problem.value = "";
    try {
      await api.unblockVisitor(visitorId);
      say(t("blocked.lifted"));
      this.reading.reload();
    } catch (problem) {
      this.problem.value = wordsOf(problem as Problem);
    }
    this.#lifting.value = null;
  }
}
