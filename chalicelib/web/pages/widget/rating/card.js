// The card in the transcript: the form, then the thanks, or why there is nothing to answer any more.

import { Form, face } from "./form.js";
import { Post } from "./post.js";
import { adoptStyles } from "./styles.js";
import { element } from "../panel/dom.js";
import { backoffMs } from "../panel/pace.js";
import { NoAnswer } from "../panel/transport.js";
import { Refused } from "../panel/visitor.js";

async function wordsFor(locale) {
  const module = await (locale === "zh-CN" ? import("../../words/zh/rating.js") : import("../../words/en/rating.js"));
  return module.words;
}

/** env: {desk: {root, locale}, shelf, visitor, alone(name)} -> {fill(root, id, log), close()} */
export async function open(env) {
  await wordsFor(env.desk.locale);
  adoptStyles(env.desk.root);
  const post = new Post(env);
  return {
    /** Completes the element that has the invitation already. */
    fill: async (root, id, log) => new Card({ ...env, post, id, root, log, words: await wordsFor(env.desk.locale) }),
    close: () => post.close(),
  };
}

class Card {
  #survey = null;
  #form = null;
  #failures = 0;
  #wasSent = false;

  constructor({ id, root, log, words, post, shelf, visitor }) {
    Object.assign(this, { id, root, log, words, post, shelf, visitor, draft: `rating:${id}` });
    this.place = element("div", { "aria-live": "off" });
    root.lang = words.locale;
    root.append(this.place);
    post.listen(id, (answer, said) => this.#heard(answer, said));
    this.#read();
  }

  async #read() {
    try {
      const { status, body, retryAfterMs } = await this.visitor.ask("GET", `surveys/${this.id}`);
      if (status === 200 && body.state) this.#know(body);
      else if (status === 200 || status === 401 || status === 429) this.#readLater(retryAfterMs);
      else this.#tell(this.words.gone);
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#tell(this.words.gone);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      this.#readLater();
    }
  }

  #readLater(atLeastMs = 0) {
    this.#failures += 1;
    setTimeout(() => this.root.isConnected && this.#read(), Math.max(atLeastMs, backoffMs(this.#failures)));
  }

  #know(survey) {
    this.#survey = survey;
    this.#failures = 0;
    const pending = this.post.pending(this.id);
    if (pending || survey.state === "asked") this.#ask(pending || this.shelf.read(this.draft));
    else if (survey.state === "answered") this.#thank();
    else this.#tell(this.words.expired);
  }

  #ask(said) {
    this.#form = new Form({
      words: this.words,
      survey: this.#survey,
      chosen: () => this.log.reveal(this.root),
      typed: (values) => this.shelf.write(this.draft, values),
      send: (values) => this.#send(values),
    });
    if (said) this.#form.fill(said);
    this.place.replaceChildren(this.#form.root);
    this.#showBusy("");
    this.log.follow();
  }

  #send(said) {
    if (this.post.pending(this.id)) return;
    this.post.send(this.id, said);
    this.#showBusy("");
  }

  #showBusy(trouble) {
    this.#form?.showBusy(this.post.pending(this.id) !== null, trouble);
  }

  #heard(answer, said) {
    if (!answer) return this.post.pending(this.id) ? this.#showBusy(this.words.retrying) : this.#read();
    const { status, body } = answer;
    if (status !== 422) this.shelf.drop(this.draft);
    this.#wasSent = status < 300;
    if (status < 300) {
      this.#survey = { ...this.#survey, ...body, answer: said };
      this.#thank();
    } else if (status === 409) this.#read();
    else if (status === 422 && this.#form) {
      this.#showBusy("");
      this.#form.showRefused(this.words.refused(body.errors?.[0]?.message || body.detail || ""));
    } else this.#tell(this.words.gone);
  }

  #thank() {
    const { words } = this;
    const { score, changeable_until: until, answer } = this.#survey;
    const text = element("span", {}, this.#wasSent ? words.thanks : words.already);
    const given = element("strong", {}, words.scores[score - 1]);
    const change = element("button", { type: "button", class: "change" }, words.change);
    change.onclick = () => {
      this.#ask(answer);
      this.#form.focus();
    };
    const left = Date.parse(until) - Date.now();
    change.hidden = !(left > 0);
    setTimeout(() => (change.hidden = true), left);
    this.#tell(element("span", { class: "given" }, face(score), element("span", { class: "said" }, text, given)), change);
  }

  // Whoever was in the form hears what stands there now.
  #tell(...content) {
    const hadFocus = this.place.contains(this.root.getRootNode().activeElement);
    const note = element("p", { class: "outcome", role: "status", tabindex: "-1" });
    this.#form = null;
    this.place.replaceChildren(note);
    note.append(...content);
    if (!hadFocus) return this.log.follow();
    note.focus({ preventScroll: true });
    this.log.reveal(this.root);
  }
}
