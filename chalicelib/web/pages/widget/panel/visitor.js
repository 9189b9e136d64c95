// Who is calling. The visitor gets a token at the first need and keeps it for good; all tabs share it.

import { Trouble } from "./transport.js";

const LONGEST_ADDRESS = 1000;

/** Without what is only the visitor's: of the query only campaigns go out. */
const plain = (address) => {
  const [path, query = ""] = address.split("#")[0].split("?");
  const named = query.split("&").filter((each) => each.startsWith("utm_"));
  return (path + (named[0] ? "?" + named.join("&") : "")).slice(0, LONGEST_ADDRESS);
};

export const pageAddress = () => plain(location.href);

export class Visitor {
  #transport;
  #shelf;
  #alone;
  #locale;

  constructor({ transport, shelf, alone, locale }) {
    this.#transport = transport;
    this.#shelf = shelf;
    this.#alone = alone;
    this.#locale = locale;
  }

  get #token() {
    return this.#shelf.read("visitor")?.token || null;
  }

  get isKnown() {
    return this.#token !== null;
  }

  /** Says hello, once for each visit. Gives the id of a conversation that is still open, or null. Throws NoAnswer. */
  async greet() {
    return this.#alone(() => this.#register());
  }

  /** A request in the visitor's name. A 401 is given back after the token has been forgotten: the caller decides anew. */
  async ask(method, path, body) {
    const token = this.#token || (await this.#alone(() => this.#registerOnce()));
    const answer = await this.#transport.ask(method, path, { token, body });
    if (answer.status !== 401) return answer;
    // Another tab may have brought a newer token meanwhile.
    if (this.isKnown && this.#token !== token) return this.ask(method, path, body);
    this.#forget(token);
    return answer;
  }

  // Another tab may have registered while this one waited for its turn.
  async #registerOnce() {
    if (!this.#token) await this.#register();
    return this.#token;
  }

  async #register() {
    const token = this.#token;
    const hello = { page: pageAddress(), referrer: plain(document.referrer), locale: this.#locale() };
    let answer = await this.#transport.ask("POST", "visitors", { token, body: hello });
    if (answer.status === 401 && token) {
      this.#forget(token);
      answer = await this.#transport.ask("POST", "visitors", { body: hello });
    }
    if (!answer.body.token) throw new Refused(answer);
    this.#shelf.write("visitor", { token: answer.body.token, visitor_id: answer.body.visitor_id });
    return answer.body.open_conversation_id || null;
  }

  #forget(token) {
    if (this.#token === token) this.#shelf.drop("visitor");
  }
}

/** The desk does not let this visitor in; `answer` says why. */
export class Refused extends Trouble {
  static kinds = ["refused"];
  kind = "refused";

  constructor(answer) {
    super(answer.status);
    this.answer = answer;
  }
}
