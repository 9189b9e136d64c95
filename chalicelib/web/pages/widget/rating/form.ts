/** The form in the card: five faces; then, as soon as one is chosen, what else may be said. */
import type { ChoiceView, OwnView, QuestionView } from "../../desk/operations.ts";
import type { RatingWords } from "../../words/en/rating.ts";
import { drawing, element, setText } from "../panel/dom.ts";
import type { Said } from "./post.ts";

const SCORES = [1, 2, 3, 4, 5];
const LONGEST = 2000;

const wellFormed = (text: string) => (text.toWellFormed ? text.toWellFormed() : text);

/** A face between sad (1) and glad (5). */
export function face(score: number): SVGSVGElement {
  const svg = drawing(`M11 12v.1M21 12v.1M10 ${24 - score}q6 ${3 * score - 9} 12 0`, 32);
  svg.classList.add("smiley", `s${score}`);
  return svg;
}

const group = (title: string, className: string, ...content: Node[]) =>
  element("fieldset", { class: className }, element("legend", {}, title), ...content);

const choice = (type: string, name: string, value: string | number, ...shown: Array<Node | string>) =>
  element("label", {}, element("input", { type, name, value }), element("span", {}, ...shown));

const spoken = (texts: Record<string, string>, locale: string) => texts[locale] || Object.values(texts)[0];

interface Parts {
  words: RatingWords;
  survey: OwnView;
  chosen: () => void;
  typed: (said: Said) => void;
  send: (said: Said) => void;
}

export class Form {
  readonly #words: RatingWords;
  readonly #survey: OwnView;
  readonly #reasons: HTMLElement;
  readonly #more: HTMLElement;
  readonly #alert = element("p", { class: "alert", role: "alert" });
  readonly #progress = element("p", { class: "progress", role: "status" });
  readonly #go: HTMLButtonElement;
  readonly root: HTMLFormElement;
  #isBusy = false;

  /** `chosen()` hears that the form has become longer, `typed(said)` of every change, `send(said)` of the wish to send. */
  constructor({ words, survey, chosen, typed, send }: Parts) {
    this.#words = words;
    this.#survey = survey;
    this.#go = element("button", { class: "again", type: "submit" }, words.send);
    this.#reasons = group(
      words.reasons,
      "chips",
      ...survey.reasons.map((each) => this.#chip("checkbox", "reasons", each)),
    );
    this.#more = this.#buildMore();
    this.root = element("form", { class: "rate", novalidate: true }, this.#buildFaces(), this.#more);
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

  #buildFaces(): HTMLElement {
    const { scores, score } = this.#words;
    const faces = SCORES.map((each) => choice("radio", "score", each, face(each), scores[each - 1]));
    const shown = group(score, "faces", ...faces);
    (shown.firstChild as HTMLElement).className = "label";
    return shown;
  }

  #buildMore(): HTMLElement {
    const words = this.#words;
    const answers = [choice("radio", "resolved", "yes", words.yes), choice("radio", "resolved", "no", words.no)];
    const more = [
      this.#reasons,
      group(words.resolved, "chips", ...answers),
      ...this.#survey.questions.map((each) => this.#question(each)),
      this.#text("comment", words.comment),
    ];
    return element("div", { class: "more" }, ...more, this.#alert, this.#progress, this.#go);
  }

  #chip(type: string, name: string, { choice_id, texts }: ChoiceView): HTMLElement {
    return choice(type, name, choice_id, spoken(texts, this.#words.locale));
  }

  #text(name: string, title: string): HTMLElement {
    const field = element("textarea", { name, rows: "2", maxlength: LONGEST, dir: "auto" });
    return element("label", { class: "told-so" }, element("span", {}, title), field);
  }

  #question({ question_id, kind, texts, choices }: QuestionView): HTMLElement {
    const [name, title] = [`q:${question_id}`, spoken(texts, this.#words.locale)];
    if (kind === "text") return this.#text(name, title);
    if (kind === "choice") return group(title, "chips", ...choices.map((each) => this.#chip("radio", name, each)));
    const numbers = SCORES.map((score) => choice("radio", name, score, String(score)));
    numbers.forEach((number, at) => {
      (number.firstChild as HTMLElement).setAttribute("aria-label", `${at + 1} ${this.#words.scores[at]}`);
    });
    return group(title, "chips", ...numbers);
  }

  // Gives whether something more, or less, is asked now.
  #unfold(): boolean {
    const { score } = this.values;
    const before = [this.#more.hidden, this.#reasons.hidden].join();
    this.#more.hidden = !score;
    this.#reasons.hidden = score > this.#survey.low_score || !this.#survey.reasons.length;
    return before !== [this.#more.hidden, this.#reasons.hidden].join();
  }

  /** As the desk takes it; score is 0 until one is chosen. */
  get values(): Said {
    const data = new FormData(this.root);
    const text = (name: string) => wellFormed(String(data.get(name) || "").trim());
    const score = Number(data.get("score"));
    const answers: Said["answers"] = {};
    for (const { question_id: id, kind } of this.#survey.questions) {
      const value = text(`q:${id}`);
      if (value) answers[id] = kind === "score" ? Number(value) : value;
    }
    const resolved = data.get("resolved");
    const reasons = score <= this.#survey.low_score ? data.getAll("reasons").map(String) : [];
    return { score, reasons, comment: text("comment"), answers, resolved: resolved ? resolved === "yes" : null };
  }

  fill({ score, reasons, comment, answers, resolved }: Said): void {
    const said: Record<string, unknown> = { score, reasons, comment };
    if (resolved !== null) said.resolved = resolved ? "yes" : "no";
    for (const [id, value] of Object.entries(answers)) said[`q:${id}`] = value;
    for (const input of this.root.elements) {
      if (input instanceof HTMLTextAreaElement) input.value = String(said[input.name] ?? "");
      if (input instanceof HTMLInputElement) {
        input.checked = [said[input.name]].flat().map(String).includes(input.value);
      }
    }
    this.#unfold();
  }

  focus(): void {
    const chosen = this.root.querySelector<HTMLElement>("[name=score]:checked") || this.root.querySelector("input");
    chosen?.focus({ preventScroll: true });
  }

  /** While a rating is on its way the form stands still: what was sent is what is seen. */
  showBusy(isBusy: boolean, progress: string): void {
    this.#isBusy = isBusy;
    this.root.classList.toggle("busy", isBusy);
    this.#go.setAttribute("aria-disabled", String(isBusy));
    setText(this.#go, isBusy ? this.#words.sending : this.#words.send);
    setText(this.#progress, progress);
    if (isBusy) setText(this.#alert, "");
  }

  showRefused(why: string): void {
    setText(this.#alert, why);
  }
}
