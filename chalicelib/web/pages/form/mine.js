// What this browser's visitor left, newest first, with the desk's answers.

import { element, setText } from "../widget/panel/dom.js";
import { moment } from "./moments.js";

export class Mine {
  #words;
  #letters;

  constructor({ words, letters }) {
    this.#words = words;
    this.#letters = letters;
    this.note = element("p", { class: "note-line", role: "status" });
    this.again = element("button", { type: "button", class: "plain", hidden: true, onclick: () => this.load() }, words.tryAgain);
    this.list = element("ol", { class: "letters" });
    this.root = element("div", { class: "mine" }, this.note, this.again, this.list);
  }

  async load() {
    this.again.hidden = true;
    if (this.#letters.items) this.#paint();
    else setText(this.note, this.#words.loading);
    const isTold = await this.#letters.ask();
    if (isTold) this.#paint();
    else if (!this.#letters.items) setText(this.note, this.#words.notLoaded);
    this.again.hidden = isTold || Boolean(this.#letters.items);
  }

  #paint() {
    const { items } = this.#letters;
    setText(this.note, items.length ? "" : this.#words.none);
    this.list.replaceChildren(...items.map((item) => this.#letter(item)));
    if (this.root.isConnected) this.#letters.markSeen();
  }

  #letter(item) {
    const words = this.#words;
    const isNew = this.#letters.isNew(item);
    const state = element("span", { class: `state ${isNew ? "fresh" : item.state}` }, isNew ? words.newAnswer : words.states[item.state]);
    const when = element("time", { datetime: item.created_at }, moment(item.created_at, words.locale));
    const head = element("div", { class: "letter-head" }, element("b", {}, words.number(item.number)), when, state);
    const answers = item.answers.map((answer) => this.#answer(answer));
    return element("li", { class: "letter" }, head, element("p", { class: "asked", dir: "auto" }, item.text), ...answers);
  }

  #answer({ text, at, agent }) {
    const who = element("b", { dir: "auto" }, this.#words.who(agent));
    const head = element("div", { class: "answer-head" }, who, element("time", { datetime: at }, moment(at, this.#words.locale)));
    return element("div", { class: "answer" }, head, element("p", { dir: "auto" }, text));
  }
}
