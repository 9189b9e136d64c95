// The form: the message, who leaves it, and how to reach them. What is wrong is said beside the field it is wrong in.

import { element, setText } from "../widget/panel/dom.js";

const LOOKS_LIKE_EMAIL = /^\S+@\S+\.\S+$/;
const LOOKS_LIKE_MOBILE = /^\+?[\d\s().-]{5,24}$/;
const COUNT_ALOUD_FROM = 0.95;

const FIELDS = {
  text: { rows: "3", autocomplete: "off", required: true },
  name: { autocomplete: "name", required: true },
  mobile: { type: "tel", inputmode: "tel", autocomplete: "tel", dir: "ltr" },
  email: { type: "email", inputmode: "email", autocomplete: "email", dir: "ltr" },
};

const NAMES = Object.keys(FIELDS);

const length = (text) => [...text].length;
const wellFormed = (text) => (text.toWellFormed ? text.toWellFormed() : text);

export class Fields {
  #inputs = {};
  #errors = {};
  #words;
  #limits;
  #isBusy = false;

  /** limits: {text, name} in characters; `typed(values)` hears of every change, `send(values)` of a form that holds. */
  constructor({ words, limits, typed, send }) {
    this.#words = words;
    this.#limits = limits;
    this.count = element("span", { class: "counted" });
    this.aloud = element("span", { class: "aloud", role: "status" });
    this.alert = element("p", { class: "alert", role: "alert", hidden: true });
    this.progress = element("p", { class: "progress", role: "status" });
    this.go = element("button", { class: "leave", type: "submit" }, words.send);
    const ways = element("fieldset", {}, element("legend", {}, words.ways), this.#row("mobile"), this.#row("email"));
    this.root = element("form", { class: "fields", novalidate: true }, this.#row("text"), this.#row("name"), ways);
    this.root.append(this.alert, this.progress, this.go);
    this.root.oninput = () => this.#typed(typed);
    this.root.onsubmit = (event) => {
      event.preventDefault();
      this.#submit(send);
    };
  }

  #row(name) {
    const id = `deskbell-${name}`;
    const kind = name === "text" ? "textarea" : "input";
    const input = element(kind, { id, name, "aria-describedby": `${id}-wrong`, ...FIELDS[name] });
    const wrong = element("p", { id: `${id}-wrong`, class: "wrong" });
    this.#inputs[name] = input;
    this.#errors[name] = wrong;
    const label = element("label", { for: id }, this.#words[name]);
    const head = element("div", { class: "label-row" }, label);
    if (name === "text") head.append(this.count, this.aloud);
    return element("div", { class: "entry" }, head, input, wrong);
  }

  get values() {
    return Object.fromEntries(NAMES.map((name) => [name, wellFormed(this.#inputs[name].value)]));
  }

  fill(values) {
    for (const name of NAMES) if (this.#inputs[name].value !== values[name]) this.#inputs[name].value = values[name];
    this.#showCount();
  }

  get first() {
    return this.#inputs[NAMES.find((name) => !this.#inputs[name].value) || NAMES[0]];
  }

  #typed(typed) {
    this.#showCount();
    for (const [name, wrong] of Object.entries(this.#errors)) {
      if (wrong.textContent && !this.#wrongs()[name]) this.#mark(name, "");
    }
    typed(this.values);
  }

  #showCount() {
    const used = length(this.#inputs.text.value.trim());
    const left = this.#limits.text - used;
    setText(this.count, `${used} / ${this.#limits.text}`);
    this.count.classList.toggle("over", left < 0);
    setText(this.aloud, left < this.#limits.text * (1 - COUNT_ALOUD_FROM) ? this.#words.left(left) : "");
  }

  // {field: what is wrong with it}, as far as that can be told here; the desk looks more closely.
  #wrongs() {
    const words = this.#words;
    const values = this.values;
    const wrongs = {};
    const [text, name, mobile, email] = ["text", "name", "mobile", "email"].map((each) => values[each].trim());
    if (!text) wrongs.text = words.noText;
    else if (length(text) > this.#limits.text) wrongs.text = words.left(this.#limits.text - length(text));
    if (!name) wrongs.name = words.noName;
    else if (length(name) > this.#limits.name) wrongs.name = words.longName(this.#limits.name);
    if (mobile && !LOOKS_LIKE_MOBILE.test(mobile)) wrongs.mobile = words.wrongMobile;
    if (email && !LOOKS_LIKE_EMAIL.test(email)) wrongs.email = words.wrongEmail;
    if (!mobile && !email) wrongs.mobile = wrongs.email = words.noWay;
    return wrongs;
  }

  #submit(send) {
    if (this.#isBusy) return;
    const wrongs = this.#wrongs();
    this.#show(wrongs);
    if (Object.keys(wrongs).length) return;
    const { text, name, mobile, email } = this.values;
    const ways = { ...(mobile.trim() && { mobile: mobile.trim() }), ...(email.trim() && { email: email.trim() }) };
    send({ text: text.trim(), name: name.trim(), ...ways });
  }

  /** What the desk found wrong: [{field, message}], in this page's words where it has some. */
  showRefused(errors, otherwise) {
    const words = this.#words;
    const said = { text: words.wrongText, name: words.wrongName, mobile: words.wrongMobile, email: words.wrongEmail };
    const wrongs = {};
    for (const { field } of errors) if (said[field]) wrongs[field] = this.#wrongs()[field] || said[field];
    this.#show(wrongs);
    if (!Object.keys(wrongs).length) this.#sayAloud(otherwise);
  }

  #show(wrongs) {
    for (const name of NAMES) this.#mark(name, wrongs[name] || "");
    const first = NAMES.find((name) => wrongs[name]);
    this.#sayAloud(first ? this.#words.check(Object.keys(wrongs).length) : "");
    if (first) this.#inputs[first].focus();
  }

  #mark(name, wrong) {
    setText(this.#errors[name], wrong);
    this.#inputs[name].setAttribute("aria-invalid", String(Boolean(wrong)));
    if (!Object.values(this.#errors).some((each) => each.textContent)) this.#sayAloud("");
  }

  #sayAloud(text) {
    setText(this.alert, text);
    this.alert.hidden = !text;
  }

  /** While a letter is on its way the form stands still: what was sent is what is seen. */
  showBusy(isBusy, progress) {
    this.#isBusy = isBusy;
    for (const input of Object.values(this.#inputs)) input.readOnly = isBusy;
    this.go.setAttribute("aria-disabled", String(isBusy));
    setText(this.go, isBusy ? this.#words.sending : this.#words.send);
    setText(this.progress, progress);
  }
}
