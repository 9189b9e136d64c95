/** Who is calling. The visitor gets a token at the first need and keeps it until the desk has given another; all tabs share it. */
import type { Identity } from "../desk.ts";
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

/** Who the page's user is by what it says: to tell one from another. The desk alone sees whether it is proved. */
export function userOf({ id, token = "" }: Identity): string {
  try {
    return id ?? JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))).sub;
  } catch {
    return token;
  }
}

/** Whether what is kept here is one user's, and the page says that its user is another. */
export const isAnother = (shelf: Pick<Shelf, "read">, who: Identity | undefined): boolean => {
  const user = shelf.read("visitor")?.user;
  return Boolean(user && who && user !== userOf(who));
};

interface Parts {
  transport: Pick<Transport, "ask">;
  shelf: Pick<Shelf, "read" | "write">;
  alone: Alone;
  locale: () => string;
  /** How the page vouches for its user, if it does. */
  identity?: () => Identity | undefined;
  /** The desk takes this proof for none. */
  unproved?: (answer: Answer) => void;
  /** For tests: where the visitor is and whence they came. */
  page?: () => { page: string; referrer: string };
}

export class Visitor {
  readonly #parts: Parts;
  #unproved: Identity | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  // deno-lint-ignore no-explicit-any -- what stands there may be another release's
  get #kept(): any {
    return this.#parts.shelf.read("visitor") || {};
  }

  get #token(): string | null {
    return this.#kept.token || null;
  }

  /** What the page says of its user, unless the desk has refused it. */
  get #who(): Identity | undefined {
    const who = this.#parts.identity?.();
    return who !== this.#unproved ? who : undefined;
  }

  /** Whether there is a token for whoever the page says that they are. */
  get isKnown(): boolean {
    const who = this.#who;
    return this.#token !== null && (!who || this.#kept.user === userOf(who));
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
    const token = this.isKnown ? this.#token : await this.#another(this.#token);
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
    const who = this.#who;
    const hello = { ...page(), locale: locale(), ...(who && { identity: who }) };
    let answer = await transport.ask("POST", "visitors", { token, body: hello });
    if (answer.status === 401 && token) answer = await transport.ask("POST", "visitors", { body: hello });
    if (who && [403, 422].includes(answer.status)) {
      // Nobody is kept out for what the page could not prove.
      this.#unproved = who;
      this.#parts.unproved?.(answer);
      return this.#register();
    }
    if (!answer.body?.token) throw new Refused(answer);
    const { token: given, visitor_id, returning, proven, open_conversation_id } = answer.body;
    const user = proven ? (who ? userOf(who) : this.#kept.user) : undefined;
    shelf.write("visitor", { token: given, visitor_id, returning, user });
    return open_conversation_id || null;
  }
}

const whereWeAre = () => ({ page: pageAddress(), referrer: plain(document.referrer) });
