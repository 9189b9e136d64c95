// The form in the card: five faces; then, as soon as one is chosen, what else may be said.

import { element, setText } from "../panel/dom.js";

const SVG = "http://www.w3.org/2000/svg";
const SCORES = [1, 2, 3, 4, 5];
const LONGEST = 2000;

const wellFormed = (text) => (text.toWellFormed ? text.toWellFormed() : text);

/** A face between sad (1) and glad (5). */
export function face(score) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("smiley", `s${score}`);
  const mouth = svg.appendChild(document.createElementNS(SVG, "path"));
  mouth.setAttribute("d", `M11 12v.1M21 12v.1M10 ${24 - score}q6 ${3 * score - 9} 12 0`);
  return svg;
}

const group = (title, className, ...content) => element("fieldset", { class: className }, element("legend", {}, title), ...content);

const choice = (type, name, value, ...shown) =>
  element("label", {}, element("input", { type, name, value }), element("span", {}, ...shown));

export class Form {
  #words;
  #survey;
  #isBusy = false;

  /** `chosen()` hears that the form has become longer, `typed(said)` of every change, `send(said)` of the wish to send. */
  constructor({ words, survey, chosen, typed, send }) {
    this.#words = words;
    this.#survey = survey;
    const faces = SCORES.map((score) => choice("radio", "score", score, face(score), words.scores[score - 1]));
    this.faces = group(words.score, "faces", ...faces);
    this.faces.firstChild.className = "label";
    this.reasons = group(words.reasons, "chips", ...survey.reasons.map((each) => this.#chip("checkbox", "reasons", each)));
    const resolved = group(words.resolved, "chips", choice("radio", "resolved", "yes", words.yes), choice("radio", "resolved", "no", words.no));
    this.alert = element("p", { class: "alert", role: "alert" });
    this.progress = element("p", { class: "progress", role: "status" });
    this.go = element("button", { class: "again", type: "submit" }, words.send);
    this.more = element("div", { class: "more" }, this.reasons, resolved, ...survey.questions.map((each) => this.#question(each)));
    this.more.append(this.#text("comment", words.comment), this.alert, this.progress, this.go);
    this.root = element("form", { class: "rate", novalidate: true }, this.faces, this.more);
    this.root.oninput = () => {
      if (this.#unfold()) chosen();
      if (!this.#isBusy) typed(this.values);
    };
    this.root.onsubmit = (event) => {
      event.preventDefault();
      if (!this.#isBusy) send(this.values);
    };
    this.#unfold();
  }

  #say(texts) {
    return texts[this.#words.locale] || Object.values(texts)[0];
  }

  #chip(type, name, { choice_id, texts }) {
    return choice(type, name, choice_id, this.#say(texts));
  }

  #text(name, title) {
    return element("label", { class: "told-so" }, element("span", {}, title), element("textarea", { name, rows: "2", maxlength: LONGEST, dir: "auto" }));
  }

  #question({ question_id, kind, texts, choices }) {
    const [name, title] = [`q:${question_id}`, this.#say(texts)];
    if (kind === "text") return this.#text(name, title);
    if (kind === "choice") return group(title, "chips", ...choices.map((each) => this.#chip("radio", name, each)));
    const numbers = SCORES.map((score) => choice("radio", name, score, String(score)));
    numbers.forEach((number, at) => number.firstChild.setAttribute("aria-label", `${at + 1} ${this.#words.scores[at]}`));
    return group(title, "chips", ...numbers);
  }

  // Gives whether something more, or less, is asked now.
  #unfold() {
    const { score } = this.values;
    const before = [this.more.hidden, this.reasons.hidden].join();
    this.more.hidden = !score;
    this.reasons.hidden = score > this.#survey.low_score || !this.#survey.reasons.length;
    return before !== [this.more.hidden, this.reasons.hidden].join();
  }

  /** {score, reasons, comment, answers, resolved}, as the desk takes it; score is 0 until one is chosen. */
  get values() {
    const data = new FormData(this.root);
    const text = (name) => wellFormed((data.get(name) || "").trim());
    const score = Number(data.get("score"));
    const answers = {};
    for (const { question_id: id, kind } of this.#survey.questions) {
      const value = text(`q:${id}`);
      if (value) answers[id] = kind === "score" ? Number(value) : value;
    }
    const resolved = data.get("resolved");
    return { score, reasons: score <= this.#survey.low_score ? data.getAll("reasons") : [], comment: text("comment"), answers, resolved: resolved && resolved === "yes" };
  }

  fill({ score, reasons, comment, answers, resolved }) {
    const said = { score, reasons, comment, resolved: { true: "yes", false: "no" }[resolved] };
    for (const [id, value] of Object.entries(answers)) said[`q:${id}`] = value;
    for (const input of this.root.elements) {
      const value = said[input.name];
      if (input.localName === "textarea") input.value = value || "";
      else if (input.localName === "input") input.checked = [value].flat().map(String).includes(input.value);
    }
    this.#unfold();
  }

  focus() {
    (this.root.querySelector("[name=score]:checked") || this.root.querySelector("input")).focus({ preventScroll: true });
  }

  /** While a rating is on its way the form stands still: what was sent is what is seen. */
  showBusy(isBusy, progress) {
    this.#isBusy = isBusy;
    this.root.classList.toggle("busy", isBusy);
    this.go.setAttribute("aria-disabled", String(isBusy));
    setText(this.go, isBusy ? this.#words.sending : this.#words.send);
    setText(this.progress, progress);
    if (isBusy) setText(this.alert, "");
  }

  showRefused(why) {
    setText(this.alert, why);
  }
}
