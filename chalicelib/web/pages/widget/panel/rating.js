// The invitation to rate a conversation that is over. Its card is fetched only when there is an invitation to show, or a
// rating that is still unsent.

import { element } from "./dom.js";
import { openPart } from "./part.js";

export class Rating {
  #env;
  #loading = null;
  #isGone = false;

  /** env: {desk, shelf, visitor, alone} */
  constructor(env) {
    this.#env = env;
    if (env.shelf.names("out-rating:").length) this.#load();
  }

  /** The line of the log for such an entry. */
  card({ ref, text }, log) {
    const root = element("div", { class: "rating" }, element("p", { dir: "auto" }, text));
    this.#load().then((part) => part?.fill(root, ref, log));
    return { root, paint() {} };
  }

  #load() {
    this.#loading ||= openPart(BUILT["widget/rating/card.js"], () => this.#isGone, (module) => module.open(this.#env));
    return this.#loading;
  }

  close() {
    this.#isGone = true;
    this.#loading?.then((part) => part?.close());
  }
}
