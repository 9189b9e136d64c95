/** What this browser's visitor left, newest first, with the desk's answers. */
import type { OwnMessage } from "../desk/operations.ts";
import { element, setText } from "../widget/panel/dom.ts";
import type { FormWords } from "../words/en/form.ts";
import type { Letters } from "./letters.ts";
import { moment } from "./moments.ts";

export class Mine {
  readonly #words: FormWords;
  readonly #letters: Letters;
  readonly #note = element("p", { class: "note-line", role: "status" });
  readonly #again: HTMLButtonElement;
  readonly #list = element("ol", { class: "letters" });
  readonly root: HTMLElement;

  constructor(words: FormWords, letters: Letters) {
    this.#words = words;
    this.#letters = letters;
    const again = { type: "button", class: "plain", hidden: true, onclick: () => this.load() };
    this.#again = element("button", again, words.tryAgain);
    this.root = element("div", { class: "mine" }, this.#note, this.#again, this.#list);
  }

  async load(): Promise<void> {
    this.#again.hidden = true;
    if (this.#letters.items) this.#paint();
    else setText(this.#note, this.#words.loading);
    const isTold = await this.#letters.ask();
    if (isTold) this.#paint();
    else if (!this.#letters.items) setText(this.#note, this.#words.notLoaded);
    this.#again.hidden = isTold || Boolean(this.#letters.items);
  }

  #paint(): void {
    const items = this.#letters.items ?? [];
    setText(this.#note, items.length ? "" : this.#words.none);
    this.#list.replaceChildren(...items.map((item) => this.#letter(item)));
    if (this.root.isConnected) this.#letters.markSeen();
  }

  #letter(item: OwnMessage): HTMLElement {
    const words = this.#words;
    const isNew = this.#letters.isNew(item);
    const told = isNew ? words.newAnswer : words.states[item.state];
    const state = element("span", { class: `state ${isNew ? "fresh" : item.state}` }, told);
    const number = element("b", {}, words.number(item.number));
    const head = element("div", { class: "letter-head" }, number, this.#time(item.created_at), state);
    const answers = item.answers.map((answer) => this.#answer(answer));
    return element(
      "li",
      { class: "letter" },
      head,
      element("p", { class: "asked", dir: "auto" }, item.text),
      ...answers,
    );
  }

  #answer({ text, at, agent }: OwnMessage["answers"][number]): HTMLElement {
    const who = element("b", { dir: "auto" }, this.#words.who(agent));
    const head = element("div", { class: "answer-head" }, who, this.#time(at));
    return element("div", { class: "answer" }, head, element("p", { dir: "auto" }, text));
  }

  #time(at: string): HTMLElement {
    return element("time", { datetime: at }, moment(at, this.#words.locale));
  }
}
