// One request, one answer. Whatever is no clear answer (no network, a time-out, a 5xx, a page of some proxy) is thrown as
// NoAnswer: the caller cannot know whether the server acted, and asks again with the same client_id.

import { request } from "../../desk/client.ts";

const PATIENCE_MS = 20000;

/**
 * What may happen to any request; everything else that is thrown is a mistake of ours. The form and the rating are built
 * apart, with these classes of their own: `instanceof` knows what the panel's throw by its kind.
 */
export class Trouble extends Error {
  static kinds = ["no_answer", "refused"];

  static [Symbol.hasInstance](thrown) {
    return this.kinds.includes(thrown?.kind);
  }
}

export class NoAnswer extends Trouble {
  static kinds = ["no_answer"];
  kind = "no_answer";
}

export class Transport {
  #failures = 0;
  #tell;
  #open = new Set();

  /** `tell(failures)` hears how many requests in a row had no answer; 0 = all is well. */
  constructor(root, tell) {
    this.root = root;
    this.#tell = tell;
  }

  /** {status, body, retryAfterMs}; body is {} when an error came without JSON. */
  async ask(method, path, { token, body } = {}) {
    const stop = new AbortController();
    this.#open.add(stop);
    try {
      const answer = await request(method, this.root + path, { token, body, patienceMs: PATIENCE_MS, signal: stop.signal });
      if (answer.status >= 500 || answer.status === 408 || answer.body === null) throw new Error(`no answer: ${answer.status}`);
      this.#note(0);
      return answer;
    } catch (trouble) {
      this.#note(this.#failures + 1);
      throw new NoAnswer(trouble);
    } finally {
      this.#open.delete(stop);
    }
  }

  #note(failures) {
    const before = this.#failures;
    this.#failures = failures;
    if (before !== failures) this.#tell(failures);
  }

  close() {
    this.#tell = () => {};
    for (const stop of this.#open) stop.abort();
  }
}
