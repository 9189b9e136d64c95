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

  /** `changed()` hears that the desk has told anew. */
  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readIfOld(): void {
    if (this.#isOld && !document.hidden) this.read();
  }

  async read(): Promise<void> {
    const { desk, transport, changed } = this.#parts;
    this.close();
    this.#isOld = false;
    this.#aging = setTimeout(() => {
      this.#isOld = true;
      // Whoever looks at "nobody is here" sees when somebody comes; and when what went wrong is over.
      if (desk.isOpen && (!desk.config.online || desk.config.holding)) this.readIfOld();
    }, HOLDS_MS);
    const answer = await transport.ask("GET", desk.asks()).catch(() => null);
    if (!answer?.body?.look) return;
    desk.config = answer.body;
    desk.applyLook();
    desk.showOpen(desk.isOpen);
    changed();
  }

  /** What is on its way ends with the transport. */
  close(): void {
    clearTimeout(this.#aging);
  }
}
