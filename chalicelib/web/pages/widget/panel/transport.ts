/**
 * One request, one answer. Whatever is no clear answer (no network, a time-out, a 5xx, a page of some proxy) is thrown as
 * NoAnswer: the caller cannot know whether the server acted, and asks again with the same client_id.
 */
import { type Answer, request } from "../../desk/client.ts";

export type { Answer };

const PATIENCE_MS = 20000;

/**
 * What may happen to any request; everything else that is thrown is a mistake of ours. The form and the rating are built
 * apart, with these classes of their own: `instanceof` knows what the panel's throw by its kind.
 */
export class Trouble extends Error {
  static kinds = ["no_answer", "refused"];
  kind = "";
  /** Of a desk that lets nobody in. */
  answer?: Answer;

  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return this.kinds.includes((thrown as Trouble | null)?.kind ?? "");
  }
}

export class NoAnswer extends Trouble {
  static override kinds = ["no_answer"];
  override kind = "no_answer";
}

/** The desk does not let this visitor in; `answer` says why. */
export class Refused extends Trouble {
  static override kinds = ["refused"];
  override kind = "refused";

  constructor(public override answer: Answer) {
    super(String(answer.status));
  }
}

interface Sent {
  token?: string | null;
  body?: unknown;
}

export class Transport {
  #failures = 0;
  #tell: (failures: number) => void;
  #open = new Set<AbortController>();

  /** `tell(failures)` hears how many requests in a row had no answer; 0 = all is well. */
  constructor(private readonly root: string, tell: (failures: number) => void) {
    this.#tell = tell;
  }

  /** `body` is {} when an error came without JSON. */
  async ask(method: string, path: string, { token, body }: Sent = {}): Promise<Answer> {
    const stop = new AbortController();
    this.#open.add(stop);
    try {
      const sending = { token, body, patienceMs: PATIENCE_MS, signal: stop.signal };
      const answer = await request(method, this.root + path, sending);
      const isUnclear = answer.status >= 500 || answer.status === 408 || answer.body === null;
      if (isUnclear) throw new Error(`no answer: ${answer.status}`);
      this.#note(0);
      return answer;
    } catch (trouble) {
      this.#note(this.#failures + 1);
      throw new NoAnswer(String(trouble));
    } finally {
      this.#open.delete(stop);
    }
  }

  #note(failures: number): void {
    const before = this.#failures;
    this.#failures = failures;
    if (before !== failures) this.#tell(failures);
  }

  close(): void {
    this.#tell = () => {};
    for (const stop of this.#open) stop.abort();
  }
}
