/** Why the session before is over, for whoever signs in next. */
import { signal } from "@preact/signals";
import { type Ending, session } from "../desk/session.ts";
import { route } from "./route.ts";

class Farewell {
  readonly #reason = signal<Ending | null>(null);

  constructor() {
    session.addEventListener("ended", (event) => {
      const { reason } = (event as CustomEvent<{ reason: Ending }>).detail;
      this.#reason.value = reason;
      // After an ended session the same person comes back to the same section; after signing out anybody may come.
      if (reason === "signed_out") route.forget();
    });
  }

  get reason(): Ending | null {
    return this.#reason.value;
  }
}

export const farewell = new Farewell();
