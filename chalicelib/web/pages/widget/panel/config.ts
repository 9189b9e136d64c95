/** How the plan stands. A page may stand open while the desk opens and closes, so it is asked again when that may matter. */
import type { Desk } from "../desk.ts";
import type { Transport } from "./transport.ts";

const HOLDS_MS = 60000;

interface Parts {
  desk: Desk;
  transport: Pick<Transport, "ask">;
  changed: () => void;
}

export class Config {
  readonly #parts: Parts;
  #aging: ReturnType<typeof setTimeout> | undefined;
  // What the page was told when it was loaded may be what the browser had kept: whoever opens the panel asks anew.
  #isOld = true;
  #isClosed = false;

  /** `changed()` hears that the desk has told anew. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  #age(): void {
    this.#isOld = false;
    clearTimeout(this.#aging);
    this.#aging = setTimeout(() => {
      this.#isOld = true;
      // Whoever looks at "nobody is here" sees when somebody comes; and when what went wrong is over.
      const { isOpen, config } = this.#parts.desk;
      if (isOpen && (!config.online || config.holding)) this.readIfOld();
    }, HOLDS_MS);
  }

  readIfOld(): void {
    if (this.#isOld && !document.hidden) this.read();
  }

  async read(): Promise<void> {
    const { desk, transport, changed } = this.#parts;
    this.#age();
    const answer = await transport.ask("GET", desk.asks()).catch(() => null);
    if (!answer?.body?.look || this.#isClosed) return;
    desk.config = answer.body;
    desk.applyLook();
    desk.showOpen(desk.isOpen);
    changed();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#aging);
  }
}
