/** The form that looks a request up by its number, below one's own; what it finds leads to the page of that. */
import { moment } from "../../form/moments.ts";
import type { RequestsWords } from "../../words/en/requests.ts";
import { element, setText } from "../panel/dom.ts";
import type { Visitor } from "../panel/visitor.ts";
import { Finding } from "./finding.ts";

const LONGEST = { number: 40, contact: 320 };

export class Finder {
  readonly #finding: Finding;
  readonly #title = element("p");
  readonly #number = element("input", { name: "number", maxlength: LONGEST.number, autocomplete: "off" });
  readonly #contact = element("input", { name: "contact", maxlength: LONGEST.contact, autocomplete: "email" });
  readonly #button = element("button", { type: "submit" });
  readonly #note = element("p", { class: "note-line bad", role: "alert" });
  readonly #found = element("p", { class: "request-found", role: "status" });
  readonly root = element(
    "form",
    { class: "request-foot", novalidate: true, onsubmit: (event: Event) => this.#submit(event) },
    this.#title,
    element("div", { class: "fields" }, this.#number, this.#contact, this.#button),
    this.#note,
    this.#found,
  );

  /** `base`: where the desk is, with a slash at its end. */
  constructor(visitor: Pick<Visitor, "ask">, private readonly base: string, private words: RequestsWords) {
    this.#finding = new Finding(visitor, () => this.#paint());
    this.#paint();
  }

  speak(words: RequestsWords): void {
    this.words = words;
    this.#paint();
  }

  #submit(event: Event): void {
    event.preventDefault();
    const [number, contact] = [this.#number.value.trim(), this.#contact.value.trim()];
    if (!number) return this.#number.focus();
    if (!contact) return this.#contact.focus();
    void this.#finding.look({ number, contact });
  }

  #paint(): void {
    const { find } = this.words;
    const { isAsking, found } = this.#finding;
    setText(this.#title, find.title);
    for (const [field, name] of [[this.#number, find.number], [this.#contact, find.contact]] as const) {
      field.setAttribute("aria-label", name);
      field.setAttribute("placeholder", name);
      field.readOnly = isAsking;
    }
    setText(this.#button, find.look);
    setText(this.#note, this.#why());
    const { subject = "", number = "", state } = found?.ticket ?? {};
    const link = { href: this.base + (found?.path.slice(1) ?? ""), target: "_blank", rel: "noopener noreferrer" };
    const parts = found && state
      ? [
        element("a", link, find.open(number)),
        " · ",
        element("b", { dir: "auto" }, subject),
        ` · ${this.words.states[state]}`,
      ]
      : [];
    this.#found.replaceChildren(...parts);
  }

  #why(): string {
    const { find, refused: others, locale } = this.words;
    const { refused, again } = this.#finding;
    if (!refused) return "";
    if (again) return find.later(moment(again.toISOString(), locale));
    return refused === "lost" ? others.lost : find.refused[refused] ?? find.refused.other;
  }
}
