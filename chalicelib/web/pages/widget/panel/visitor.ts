/** Who is calling. The visitor gets a token at the first need and keeps it until the desk has given another; all tabs share it. */
import type { Alone } from "./lock.ts";
import type { Shelf } from "./storage.ts";
import { type Answer, Refused, type Transport } from "./transport.ts";

const LONGEST_ADDRESS = 1000;

/** Without what is only the visitor's: of the query only campaigns go out. */
export function plain(address: string): string {
  const [path, query = ""] = address.split("#")[0].split("?");
  const named = query.split("&").filter((each) => each.startsWith("utm_"));
  return (path + (named[0] ? "?" + named.join("&") : "")).slice(0, LONGEST_ADDRESS);
}

export const pageAddress = () => plain(location.href);

interface Parts {
  transport: Pick<Transport, "ask">;
  shelf: Pick<Shelf, "read" | "write">;
  alone: Alone;
  locale: () => string;
  /** For tests: where the visitor is and whence they came. */
  page?: () => { page: string; referrer: string };
}

export class Visitor {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get #token(): string | null {
    return this.#parts.shelf.read("visitor")?.token || null;
  }

  get isKnown(): boolean {
    return this.#token !== null;
  }

  /** Says hello, once for each visit. Gives the id of a conversation that is still open, or null. Throws Trouble. */
  greet(): Promise<string | null> {
    return this.#parts.alone(() => this.#register());
  }

  /**
   * A request in the visitor's name. A token that is refused is shown at the door once more: the desk gives another one for
   * it, or one for somebody new, and the request is made again with that. Throws Trouble.
   */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const token = this.#token || (await this.#another(null));
    const answer = await this.#parts.transport.ask(method, path, { token, body });
    if (answer.status !== 401) return answer;
    return this.#parts.transport.ask(method, path, { token: await this.#another(token), body });
  }

  /** A token that is not this one: another tab may have brought it while this one waited for its turn. */
  #another(refused: string | null): Promise<string | null> {
    return this.#parts.alone(async () => {
      if (this.#token === refused) await this.#register();
      return this.#token;
    });
  }

  // What is known stays until something better is known: whoever loses it here loses the conversation with it.
  async #register(): Promise<string | null> {
    const { transport, shelf, locale, page = whereWeAre } = this.#parts;
    const token = this.#token;
    const hello = { ...page(), locale: locale() };
    let answer = await transport.ask("POST", "visitors", { token, body: hello });
    if (answer.status === 401 && token) answer = await transport.ask("POST", "visitors", { body: hello });
    if (!answer.body?.token) throw new Refused(answer);
    shelf.write("visitor", { token: answer.body.token, visitor_id: answer.body.visitor_id });
    return answer.body.open_conversation_id || null;
  }
}

const whereWeAre = () => ({ page: pageAddress(), referrer: plain(document.referrer) });
