// How the plan stands. A page may stand open while the desk opens and closes, so it is asked again when that may matter.

const HOLDS_MS = 60000;

export class Config {
  #isFresh;

  /** `changed()` hears that the desk has told anew. */
  constructor({ desk, transport, changed }) {
    Object.assign(this, { desk, transport, changed });
    this.#age();
  }

  #age() {
    this.#isFresh = true;
    setTimeout(() => (this.#isFresh = false), HOLDS_MS);
  }

  readIfOld() {
    if (!this.#isFresh) this.read();
  }

  async read() {
    this.#age();
    const { body } = await this.transport.ask("GET", this.desk.asks()).catch(() => ({}));
    if (!body?.look || !this.desk.host.isConnected) return;
    this.desk.config = body;
    this.desk.applyLook();
    this.desk.showOpen(this.desk.isOpen);
    this.changed();
  }
}
