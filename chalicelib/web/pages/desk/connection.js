/** Whether the desk can be reached, as its regular readers see it. One missed answer is not worth a word. */

const WORTH_A_WORD = 2;

class Connection extends EventTarget {
  #failures = new Map();
  #down = false;

  get down() {
    return this.#down;
  }

  answered(reader) {
    this.#failures.delete(reader);
    this.#weigh();
  }

  failed(reader) {
    this.#failures.set(reader, (this.#failures.get(reader) ?? 0) + 1);
    this.#weigh();
  }

  #weigh() {
    const down = [...this.#failures.values()].some((failures) => failures >= WORTH_A_WORD);
    if (down === this.#down) return;
    this.#down = down;
    this.dispatchEvent(new Event('changed'));
  }
}

export const connection = new Connection();
