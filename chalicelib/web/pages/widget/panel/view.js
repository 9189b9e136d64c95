// The panel: a dialog beside the icon, a sheet over the whole screen on a phone.

import { Composer } from "./composer.js";
import { element, icon, setText } from "./dom.js";
import { Log } from "./log.js";

const PHONE = "(max-width: 480px), (max-height: 420px)";
const TOUCH = "(pointer: coarse)";
const CAN_FOCUS = "button:not([disabled]), input, textarea, a[href], [tabindex='0']";

export class View {
  #desk;
  #actions;
  #phone = matchMedia(PHONE);
  #hostOverflow = null;
  #sheet = null;

  constructor({ desk, words, limit, actions }) {
    this.#desk = desk;
    this.#actions = actions;
    this.log = new Log(words, actions);
    this.composer = new Composer({ words, limit, send: actions.send, draftKey: `${desk.prefix}draft` });
    this.face = element("span", { class: "face", "aria-hidden": "true" });
    this.title = element("strong", { class: "title", dir: "auto" });
    this.status = element("span", { class: "status", dir: "auto" });
    this.end = element("button", { class: "end", type: "button", title: words.endHint, "aria-label": words.endHint }, words.end);
    this.end.onclick = () => this.#ask(true);
    const shut = element("button", { class: "shut", type: "button", "aria-label": words.minimise, title: words.minimise }, icon("down"));
    shut.onclick = actions.shut;
    this.banner = element("p", { class: "banner", role: "status", hidden: true });
    this.card = element("span", { class: "card", dir: "auto" });
    this.stage = element("div", { class: "stage", hidden: true });
    this.leave = element("button", { type: "button", onclick: actions.leave });
    this.mine = element("button", { type: "button", onclick: actions.mine });
    this.shelf = element("div", { class: "shelf" }, this.leave, this.mine);
    this.#buildQueue(words);
    this.#buildQuestion(words);
    this.panel = element(
      "section",
      { class: "panel", role: "dialog", "aria-label": words.chat, lang: words.locale, tabindex: "-1", hidden: true },
      element("header", { class: "head" }, this.face, element("div", { class: "who" }, this.title, this.card, this.status), this.end, shut),
      this.banner,
      this.stage,
      this.queue,
      element("div", { class: "body" }, this.log.root, this.log.jump),
      this.shelf,
      this.composer.root,
      this.question,
    );
    desk.frame.prepend(this.panel);
    desk.frame.onkeydown = (event) => this.#keyed(event);
    // Shortcuts of the host page must not act on what is typed here: for its listeners the target is no text field.
    desk.frame.onkeyup = desk.frame.onkeypress = (event) => event.stopPropagation();
    visualViewport?.addEventListener("resize", this.#fit);
    visualViewport?.addEventListener("scroll", this.#fit);
    this.#phone.addEventListener("change", this.#fit);
  }

  #buildQueue(words) {
    this.place = element("span", { class: "place" });
    this.ahead = element("strong");
    const number = element("div", { class: "number" }, element("span", { class: "label" }, words.queuePlace), this.place);
    const told = element("div", { class: "told" }, this.ahead, element("span", {}, words.queueHint));
    this.queue = element("div", { class: "queue", role: "status", hidden: true }, number, told);
  }

  #buildQuestion(words) {
    this.trouble = element("p", { class: "sorry", role: "alert", hidden: true });
    this.yes = element("button", { class: "yes", type: "button", onclick: () => this.#answer() }, words.endHint);
    this.no = element("button", { class: "no", type: "button", onclick: () => this.#ask(false) }, words.endNo);
    this.question = element(
      "div",
      { class: "cover", hidden: true },
      element(
        "div",
        { class: "question", role: "alertdialog", "aria-modal": "true", "aria-label": words.endTitle },
        element("strong", {}, words.endTitle),
        element("p", {}, words.endBody),
        this.trouble,
        element("div", { class: "answers" }, this.yes, this.no),
      ),
    );
  }

  /** model: {title, card, picture, status, presence: on|wait|off, initial, banner, queue: {place, text} or null, canEnd,
   * canWrite, leave, mine, hasNews, isStaged, sheet, hint, items} */
  show(model) {
    setText(this.title, model.title);
    setText(this.status, model.status);
    this.status.className = `status ${model.presence}`;
    setText(this.card, model.card);
    this.#showFace(model);
    for (const name of ["leave", "mine"]) {
      setText(this[name], model[name]);
      this[name].hidden = !model[name];
    }
    this.mine.className = model.hasNews ? "news" : "";
    this.shelf.hidden = !(model.leave || model.mine);
    this.composer.root.hidden = !model.canWrite;
    this.#showStage(model);
    setText(this.banner, model.banner);
    this.banner.hidden = !model.banner;
    this.#showQueue(model.queue);
    this.end.hidden = !model.canEnd;
    this.composer.setHint(model.hint);
    this.log.show(model.items);
  }

  #showFace({ initial, picture }) {
    const shown = initial || picture;
    if (this.face.dataset.shown === shown) return;
    this.face.dataset.shown = shown;
    if (initial) return setText(this.face, initial);
    const bell = icon("bell");
    this.face.replaceChildren(bell);
    if (!picture.startsWith("https://")) return;
    const image = element("img", { src: picture, alt: "", referrerpolicy: "no-referrer" });
    image.onload = () => bell.isConnected && bell.replaceWith(image);
  }

  // What stands in place of the conversation.
  #showStage({ isStaged, sheet }) {
    this.stage.hidden = !isStaged;
    this.panel.classList.toggle("staged", isStaged);
    if (sheet && this.stage.firstChild !== sheet.root) this.stage.replaceChildren(sheet.root);
    if (!isStaged && this.stage.firstChild) this.stage.replaceChildren();
    this.#sheet = sheet;
  }

  #showQueue(queue) {
    this.queue.hidden = !queue;
    if (!queue) return;
    this.queue.classList.toggle("unplaced", !queue.place);
    setText(this.place, queue.place);
    setText(this.ahead, queue.text);
  }

  open(takesFocus = true) {
    this.panel.hidden = false;
    this.#fit();
    this.composer.fit();
    this.log.toEnd();
    if (takesFocus) this.focus();
  }

  focus() {
    if (this.#sheet) return this.#sheet.focus();
    // On a touch screen the field would bring up the keyboard before the visitor has read anything.
    const isCalm = matchMedia(TOUCH).matches || this.composer.field.offsetParent === null;
    (isCalm ? this.panel : this.composer.field).focus({ preventScroll: true });
  }

  close() {
    this.#ask(false);
    this.composer.emoji.close();
    this.panel.hidden = true;
    this.#fit();
  }

  // On a phone the sheet follows the part of the screen that the keyboard leaves free, and the page behind it stands still.
  #fit = () => {
    const isSheet = this.#phone.matches && !this.panel.hidden;
    const page = document.documentElement.style;
    this.panel.setAttribute("aria-modal", String(isSheet));
    if (isSheet && this.#hostOverflow === null) {
      this.#hostOverflow = page.overflow;
      page.overflow = "hidden";
    } else if (!isSheet && this.#hostOverflow !== null) {
      page.overflow = this.#hostOverflow;
      this.#hostOverflow = null;
    }
    const hasKeyboard = isSheet && visualViewport && visualViewport.height < innerHeight - 1;
    this.panel.style.height = hasKeyboard ? `${visualViewport.height}px` : "";
    this.panel.style.top = hasKeyboard ? `${visualViewport.offsetTop}px` : "";
    if (hasKeyboard) this.log.toEnd();
  };

  #keyed(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Tab") return this.#keepFocus(event);
    if (event.key !== "Escape") return;
    if (!this.question.hidden) this.#ask(false);
    else if (this.composer.emoji.isOpen) this.composer.emoji.close();
    else if (!this.panel.hidden) this.#actions.leaveStage();
  }

  // The tabulator stays inside while nothing else is usable: in the sheet, and in the question.
  #keepFocus(event) {
    const isAsking = !this.question.hidden;
    if (this.panel.hidden || !(isAsking || this.#phone.matches)) return;
    const ring = [...(isAsking ? this.question : this.panel).querySelectorAll(CAN_FOCUS)].filter((one) => one.getClientRects().length);
    const at = ring.indexOf(this.#desk.root.activeElement);
    const isLeaving = event.shiftKey ? at <= 0 : at === ring.length - 1;
    if (!isLeaving) return;
    event.preventDefault();
    ring.at(event.shiftKey ? -1 : 0).focus();
  }

  #ask(isAsking) {
    if (this.question.hidden === !isAsking) return;
    this.trouble.hidden = true;
    this.question.hidden = !isAsking;
    (isAsking ? this.no : this.composer.field).focus();
  }

  async #answer() {
    this.yes.disabled = true;
    const trouble = await this.#actions.end();
    this.yes.disabled = false;
    if (!trouble) return this.#ask(false);
    setText(this.trouble, trouble);
    this.trouble.hidden = false;
  }

  destroy() {
    this.close();
    this.panel.remove();
    this.#desk.frame.onkeydown = this.#desk.frame.onkeyup = this.#desk.frame.onkeypress = null;
    visualViewport?.removeEventListener("resize", this.#fit);
    visualViewport?.removeEventListener("scroll", this.#fit);
    this.#phone.removeEventListener("change", this.#fit);
  }
}
