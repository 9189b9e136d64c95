/** The form: the message, who leaves it, and how to reach them. What is wrong is said beside the field it is wrong in. */
import type { FieldError } from "../desk/client.ts";
import { element, setText } from "../widget/panel/dom.ts";
import type { FormWords } from "../words/en/form.ts";
import type { ConsentField, Given } from "./consent.ts";
import { type Name, NAMES, type Values } from "./draft.ts";
import type { Letter } from "./post.ts";
import { lengthOf, letterOf, type Limits, type Wrongs, wrongsIn } from "./wrongs.ts";

const COUNT_ALOUD_FROM = 0.95;

const FIELDS = {
  text: { rows: "3", autocomplete: "off", required: true },
  name: { autocomplete: "name", required: true },
  mobile: { type: "tel", inputmode: "tel", autocomplete: "tel", dir: "ltr" },
  // Not of the type `email`: browsers write another address into it than was typed, and refuse more than the desk.
  email: {
    type: "text",
    inputmode: "email",
    autocomplete: "email",
    autocapitalize: "none",
    spellcheck: "false",
    dir: "ltr",
  },
};

const wellFormed = (text: string) => (text.toWellFormed ? text.toWellFormed() : text);

interface Parts {
  words: FormWords;
  limits: Limits;
  typed: (values: Values, given: Given) => void;
  send: (letter: Letter) => void;
  /** Asks before this element whether a text with numbers in it shall go; where nothing is to be asked it goes. */
  caution: (root: HTMLElement, text: string, send: () => void) => void;
}

type Place = Name | "consent";
const PLACES: Place[] = [...NAMES, "consent"];

interface Row {
  input: HTMLInputElement | HTMLTextAreaElement;
  wrong: HTMLElement;
}

export class Fields {
  readonly #parts: Parts;
  readonly #rows = {} as Record<Name, Row> & { consent?: Row };
  readonly #count = element("span", { class: "counted" });
  readonly #aloud = element("span", { class: "aloud", role: "status" });
  readonly #alert = element("p", { class: "alert", role: "alert", hidden: true });
  readonly #progress = element("p", { class: "progress", role: "status" });
  readonly #go: HTMLButtonElement;
  /** Below the message: a place for what may answer it. */
  readonly beside = element("div");
  readonly root: HTMLFormElement;
  /** What is to be agreed to stands in its place once it was fetched, where something is. */
  readonly #place = element("div");
  #consent: ConsentField | null = null;
  #isBusy = false;

  /** `typed(values)` hears of every change, `send(letter)` of a form that holds. */
  constructor(parts: Parts) {
    this.#parts = parts;
    const { words } = parts;
    this.#go = element("button", { class: "leave", type: "submit" }, words.send);
    const ways = element("fieldset", {}, element("legend", {}, words.ways), this.#row("mobile"), this.#row("email"));
    this.root = element(
      "form",
      { class: "fields", novalidate: true },
      this.#row("text"),
      this.beside,
      this.#row("name"),
      ways,
    );
    this.root.append(this.#place, this.#alert, this.#progress, this.#go);
    this.root.oninput = () => this.#typed();
    this.root.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
  }

  #row(name: Name): HTMLElement {
    const id = `deskbell-${name}`;
    const kind = name === "text" ? "textarea" : "input";
    const input = element(kind, { id, name, "aria-describedby": `${id}-wrong`, ...FIELDS[name] });
    const wrong = element("p", { id: `${id}-wrong`, class: "wrong" });
    this.#rows[name] = { input, wrong };
    const head = element("div", { class: "label-row" }, element("label", { for: id }, this.#parts.words[name]));
    if (name === "text") head.append(this.#count, this.#aloud);
    return element("div", { class: "entry" }, head, input, wrong);
  }

  get values(): Values {
    const [text, name, mobile, email] = NAMES.map((each) => wellFormed(this.#rows[each].input.value));
    return { text, name, mobile, email };
  }

  fill(values: Values): void {
    for (const name of NAMES) {
      const { input } = this.#rows[name];
      if (input.value !== values[name]) input.value = values[name];
    }
    this.#showCount();
  }

  /** The first that is empty. */
  get first(): HTMLElement {
    return this.#rows[NAMES.find((name) => !this.#rows[name].input.value) || NAMES[0]].input;
  }

  get #wrongs(): Wrongs {
    const wrongs = wrongsIn(this.values, this.#parts.limits, this.#parts.words);
    return this.#consent?.missing ? { ...wrongs, consent: this.#consent.missing } : wrongs;
  }

  #typed(): void {
    this.#showCount();
    const wrongs = this.#wrongs;
    for (const name of PLACES) if (this.#rows[name]?.wrong.textContent && !wrongs[name]) this.#mark(name, "");
    this.#parts.typed(this.values, this.#consent?.given ?? {});
  }

  /** Something is to be agreed to, besides. */
  ask(consent: ConsentField): void {
    this.#consent = consent;
    this.#rows.consent = { input: consent.inputs[0], wrong: consent.wrong };
    this.#place.replaceChildren(consent.root);
  }

  #showCount(): void {
    const { limits, words } = this.#parts;
    const used = lengthOf(this.#rows.text.input.value.trim());
    const left = limits.text - used;
    setText(this.#count, `${used} / ${limits.text}`);
    this.#count.classList.toggle("over", left < 0);
    setText(this.#aloud, left < limits.text * (1 - COUNT_ALOUD_FROM) ? words.left(left) : "");
  }

  #submit(): void {
    if (this.#isBusy) return;
    const wrongs = this.#wrongs;
    this.#show(wrongs);
    if (Object.keys(wrongs).length) return;
    const { text } = this.values, { send, caution } = this.#parts;
    caution(
      this.#alert,
      text,
      () => this.values.text === text && !this.#isBusy && send({ ...letterOf(this.values), ...this.#consent?.answer }),
    );
  }

  /** What the desk found wrong, in this page's words where it has some. */
  showRefused(errors: FieldError[], otherwise: string): void {
    const { words } = this.#parts;
    const told: Record<Place, string> = {
      text: words.wrongText,
      name: words.wrongName,
      mobile: words.wrongMobile,
      email: words.wrongEmail,
      consent: this.#consent?.changed ?? "",
    };
    const known = { ...this.#wrongs, consent: "" };
    const wrongs: Wrongs = {};
    for (const name of PLACES) if (errors.some(({ field }) => field === name)) wrongs[name] = known[name] || told[name];
    this.#show(wrongs);
    if (!Object.keys(wrongs).length) this.#sayAloud(otherwise);
  }

  #show(wrongs: Wrongs): void {
    for (const name of PLACES) this.#mark(name, wrongs[name] || "");
    const first = PLACES.find((name) => wrongs[name]);
    this.#sayAloud(first ? this.#parts.words.check(Object.keys(wrongs).length) : "");
    if (first) this.#rows[first]?.input.focus();
  }

  #mark(name: Place, told: string): void {
    const row = this.#rows[name];
    if (!row) return;
    setText(row.wrong, told);
    row.input.setAttribute("aria-invalid", String(!!told));
    if (!PLACES.some((each) => this.#rows[each]?.wrong.textContent)) this.#sayAloud("");
  }

  #sayAloud(text: string): void {
    setText(this.#alert, text);
    this.#alert.hidden = !text;
  }

  /** While a letter is on its way the form stands still: what was sent is what is seen. */
  showBusy(isBusy: boolean, progress: string): void {
    const { words } = this.#parts;
    this.#isBusy = isBusy;
    for (const name of NAMES) this.#rows[name].input.readOnly = isBusy;
    this.#go.setAttribute("aria-disabled", String(isBusy));
    setText(this.#go, isBusy ? words.sending : words.send);
    setText(this.#progress, progress);
  }
}
