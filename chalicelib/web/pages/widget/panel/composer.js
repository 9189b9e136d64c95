// Where the visitor writes. Enter sends, Shift+Enter breaks the line, and an Enter that only picks a candidate of an input
// method does neither. What was typed is never thrown away: it survives a reload, and a text that is too long stays.

import { element, icon, setText } from "./dom.js";
import { EmojiBox } from "./emoji.js";

const TALLEST_PX = 132;
const COUNT_FROM = 0.95;
const IN_COMPOSITION = 229;

const wellFormed = (text) => (text.toWellFormed ? text.toWellFormed() : text);
const length = (text) => [...text].length;

export class Composer {
  #limit;
  #words;
  #send;
  #draftKey;

  constructor({ words, limit, send, draftKey }) {
    this.#limit = limit;
    this.#words = words;
    this.#send = send;
    this.#draftKey = draftKey;
    this.field = element("textarea", { class: "field", rows: "1", dir: "auto", "aria-label": words.write, enterkeyhint: "send" });
    this.field.oninput = () => this.#changed();
    this.field.onkeydown = (event) => this.#keyed(event);
    this.count = element("p", { class: "count", role: "status", hidden: true });
    this.go = element("button", { class: "send", type: "submit", "aria-label": words.send, title: words.send }, icon("send"));
    this.emoji = new EmojiBox(words, (emoji) => this.#insert(emoji));
    this.root = element("form", { class: "composer" }, this.emoji.root, this.count);
    this.root.append(element("div", { class: "row" }, this.emoji.button, this.field, this.go));
    this.root.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    this.field.value = this.#kept();
    this.#changed();
  }

  setHint(text) {
    this.field.placeholder = text;
  }

  /** To be called when the field has become visible: only then it has a height. */
  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(TALLEST_PX, this.field.scrollHeight)}px`;
  }

  #keyed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === IN_COMPOSITION) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = wellFormed(this.field.value.trim());
    if (!text || length(text) > this.#limit) return this.field.focus();
    this.field.value = "";
    this.#changed();
    this.emoji.close();
    this.field.focus();
    this.#send(text);
  }

  #insert(emoji) {
    this.field.setRangeText(emoji, this.field.selectionStart, this.field.selectionEnd, "end");
    this.#changed();
    this.field.focus();
  }

  #changed() {
    const text = this.field.value.trim();
    const left = this.#limit - length(text);
    const isTooLong = left < 0;
    this.count.hidden = left > this.#limit * (1 - COUNT_FROM);
    this.count.classList.toggle("over", isTooLong);
    if (!this.count.hidden) setText(this.count, isTooLong ? this.#words.tooLong(-left) : this.#words.room(left));
    this.field.setAttribute("aria-invalid", String(isTooLong));
    this.go.disabled = !text || isTooLong;
    this.fit();
    this.#keep();
  }

  #kept() {
    try {
      return sessionStorage.getItem(this.#draftKey) || "";
    } catch {
      return "";
    }
  }

  #keep() {
    try {
      if (this.field.value) sessionStorage.setItem(this.#draftKey, this.field.value);
      else sessionStorage.removeItem(this.#draftKey);
    } catch {
      // Storage is blocked: the draft lives as long as the page.
    }
  }
}
