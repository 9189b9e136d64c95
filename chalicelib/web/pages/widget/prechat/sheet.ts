/** The form that a plan shows before the first message. It stands in the panel in place of the conversation. */
import css from "../../form/sheet.css" with { type: "text" };
import type { FieldError } from "../../desk/client.ts";
import { ConsentField, isAsked } from "../../form/consent.ts";
import type { FilledForm, PrechatView } from "../../desk/operations.ts";
import type { PrechatWords } from "../../words/en/prechat.ts";
import type { Desk } from "../desk.ts";
import { element, setText } from "../panel/dom.ts";
import { kept, remember } from "../panel/session.ts";
import { adopt } from "../sheets.ts";
import own from "./prechat.css" with { type: "text" };
import { askedOf, type Field, FIELDS, filledOf, NOTHING, type Place, type Values } from "./answers.ts";
import { type Wrongs, wrongsIn } from "./answers.ts";

const TOUCH = "(pointer: coarse)";
const LONGEST_NAME = 80;
const PLACES: Place[] = ["choice", ...FIELDS, "consent"];

const INPUTS: Record<Field, Record<string, string>> = {
  name: { autocomplete: "name" },
  mobile: { type: "tel", inputmode: "tel", autocomplete: "tel", dir: "ltr" },
  // Not of the type `email`: browsers write another address into it than was typed, and refuse more than the desk.
  email: { inputmode: "email", autocomplete: "email", autocapitalize: "none", spellcheck: "false", dir: "ltr" },
};

export interface Env {
  desk: Desk;
  /** Whether this visitor has answered all but what the next conversation is about. */
  isKnown: () => boolean;
  /** Whether they have said whether they agree to the text of today. */
  hasAgreed: () => boolean;
  done: (filled: FilledForm) => void;
}

async function wordsFor(locale: string): Promise<PrechatWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/prechat.ts") : import("../../words/en/prechat.ts"));
  return module.words;
}

export async function openSheet(env: Env): Promise<Sheet> {
  const words = await wordsFor(env.desk.locale);
  for (const each of [css, own]) adopt(env.desk.root, each, env.desk.nonce);
  return new Sheet(env, words);
}

const spoken = (texts: Record<string, string>, locale: string) => texts[locale] || Object.values(texts)[0] || "";

interface Row {
  inputs: HTMLInputElement[];
  wrong: HTMLElement;
}

export class Sheet {
  readonly root = element("div", { class: "sheet" });
  readonly #mark: string;
  #values: Values;
  #rows = new Map<Place, Row>();
  #consent: ConsentField | null = null;
  #alert = element("p");
  /** What the desk found wrong, which stands there also where the form was made anew for another text. */
  #refused: Wrongs = {};
  #asked!: PrechatView;
  #shown = "";

  constructor(private readonly env: Env, private words: PrechatWords) {
    this.#mark = `${env.desk.prefix}prechat`;
    this.#values = { ...NOTHING, ...JSON.parse(kept(this.#mark) || "{}") };
    this.look();
  }

  /** What is asked may have changed. */
  look(): void {
    const { config, locale } = this.env.desk;
    if (!config.prechat) return;
    this.#asked = askedOf(config.prechat, this.env.isKnown(), this.env.hasAgreed());
    const shown = JSON.stringify([this.#asked, locale, this.words.locale]);
    if (shown !== this.#shown) {
      this.#build();
      for (const place of this.#rows.keys()) this.#tell(place, this.#refused[place] || "");
    }
    this.#shown = shown;
  }

  async setLocale(locale: string): Promise<void> {
    this.words = await wordsFor(locale);
    this.look();
  }

  /** On a touch screen a field would bring up the keyboard before the visitor has read anything. */
  focus(): void {
    const first = this.#rows.get(PLACES.find((place) => this.#rows.has(place))!)?.inputs[0];
    const calm = this.root.querySelector<HTMLElement>("h2");
    (matchMedia(TOUCH).matches ? calm : first)?.focus({ preventScroll: true });
  }

  /** What the desk found wrong. */
  refuse(errors: FieldError[]): void {
    const { words } = this;
    const told: Record<Place, string> = {
      choice: words.choose,
      name: words.wrongName,
      mobile: words.wrongMobile,
      email: words.wrongEmail,
      consent: words.changed,
    };
    const known = this.#wrongs;
    const wrongs: Wrongs = {};
    for (const place of PLACES) {
      if (errors.some(({ field }) => field === `form.${place}`)) wrongs[place] = known[place] || told[place];
    }
    this.#refused = wrongs;
    this.#show(wrongs);
  }

  get #wrongs(): Wrongs {
    return wrongsIn(this.#values, this.#asked, this.words, LONGEST_NAME);
  }

  #build(): void {
    const { words } = this;
    const asked = this.#asked;
    this.#rows = new Map();
    this.#alert = element("p", { class: "alert", role: "alert", hidden: true });
    const form = element("form", { class: "fields asks", novalidate: true });
    if (asked.choices.length) form.append(this.#choices(asked));
    for (const field of FIELDS) if (asked[field] !== "off") form.append(this.#field(field));
    if (isAsked(asked)) form.append(this.#asking(asked));
    form.append(this.#alert, element("button", { class: "leave", type: "submit" }, words.go));
    form.oninput = () => this.#typed();
    form.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    const heading = element("h2", { tabindex: "-1" }, words.title);
    this.root.lang = words.locale;
    this.root.replaceChildren(
      element("div", { class: "bar-of" }, heading),
      element("div", { class: "scroll" }, form),
    );
  }

  #row(place: Place, inputs: HTMLInputElement[]): HTMLElement {
    const wrong = element("p", { id: `deskbell-ask-${place}-wrong`, class: "wrong" });
    for (const input of inputs) input.setAttribute("aria-describedby", wrong.id);
    this.#rows.set(place, { inputs, wrong });
    return wrong;
  }

  #field(field: Field): HTMLElement {
    const { words } = this;
    const isNeeded = this.#asked[field] === "required";
    const id = `deskbell-ask-${field}`;
    const input = element("input", { id, name: field, required: isNeeded, ...INPUTS[field] });
    input.value = this.#values[field];
    const label = element("label", { for: id }, isNeeded ? words[field] : words.optional(words[field]));
    const head = element("div", { class: "label-row" }, label);
    return element("div", { class: "entry" }, head, input, this.#row(field, [input]));
  }

  #choices({ choices }: PrechatView): HTMLElement {
    const { locale } = this.env.desk;
    const inputs = choices.map(({ choice_id: value }) => {
      const input = element("input", { type: "radio", name: "choice", value });
      input.checked = value === this.#values.choice;
      return input;
    });
    const chips = choices.map(({ texts }, at) =>
      element("label", {}, inputs[at], element("span", { dir: "auto" }, spoken(texts, locale)))
    );
    return element(
      "fieldset",
      {},
      element("legend", {}, this.words.choice),
      element("div", { class: "chips" }, ...chips),
      this.#row("choice", inputs),
    );
  }

  #asking(asked: PrechatView): HTMLElement {
    const field = new ConsentField(asked, this.env.desk.locale, this.words, "deskbell-ask", this.#values);
    this.#consent = field;
    this.#rows.set("consent", field);
    return field.root;
  }

  #typed(): void {
    for (const [place, { inputs }] of this.#rows) {
      if (place === "choice") this.#values.choice = inputs.find(({ checked }) => checked)?.value ?? null;
      else if (place === "consent") Object.assign(this.#values, this.#consent?.given);
      else this.#values[place] = inputs[0].value;
    }
    remember(this.#mark, JSON.stringify(this.#values));
    const wrongs = this.#wrongs;
    for (const [place, { wrong }] of this.#rows) if (wrong.textContent && !wrongs[place]) this.#tell(place, "");
  }

  #submit(): void {
    this.#typed();
    this.#refused = {};
    const wrongs = this.#wrongs;
    this.#show(wrongs);
    if (!Object.keys(wrongs).length) this.env.done(filledOf(this.#values, this.#asked));
  }

  #show(wrongs: Wrongs): void {
    for (const place of this.#rows.keys()) this.#tell(place, wrongs[place] || "");
    const first = PLACES.find((place) => wrongs[place] && this.#rows.has(place));
    const told = first ? this.words.check(Object.keys(wrongs).length) : "";
    setText(this.#alert, told);
    this.#alert.hidden = !told;
    if (first) this.#rows.get(first)!.inputs[0].focus();
  }

  #tell(place: Place, told: string): void {
    const { inputs, wrong } = this.#rows.get(place)!;
    setText(wrong, told);
    for (const input of inputs) input.setAttribute("aria-invalid", String(Boolean(told)));
    if ([...this.#rows.values()].every((row) => !row.wrong.textContent)) this.#alert.hidden = true;
  }
}
