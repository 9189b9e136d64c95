// Leaving a message: the form, the thanks, and what was left before. It stands in the widget's panel, or fills a page.

import { Draft } from "./draft.js";
import { Fields } from "./fields.js";
import { Mine } from "./mine.js";
import { soon } from "./moments.js";
import { Post } from "./post.js";
import { adoptStyles } from "./styles.js";
import { element, icon, setText } from "../widget/panel/dom.js";

const TOUCH = "(pointer: coarse)";
const USUAL_LIMITS = { offline_text: 4000, name: 80 };

async function wordsFor(locale) {
  const module = await (locale === "zh-CN" ? import("../words/zh/form.js") : import("../words/en/form.js"));
  return module.words;
}

/** env: {desk: {root, config, locale, emit}, shelf, visitor, alone(name), letters, back(), moved(what)} */
export async function openSheet(env) {
  const words = await wordsFor(env.desk.locale);
  adoptStyles(env.desk.root);
  return new Sheet(env, words);
}

class Sheet {
  #env;
  #words;
  #what = "form";
  #done = null;

  constructor(env, words) {
    this.#env = env;
    this.draft = new Draft(env.shelf);
    this.root = element("div", { class: "sheet" });
    this.#build(words);
    this.post = new Post({
      ...env,
      stored: (letter, answer) => this.#stored(letter, answer),
      refused: (_letter, answer) => this.#refused(answer),
      changed: () => this.#paint(),
    });
    this.#paint();
  }

  #build(words) {
    this.#words = words;
    const { config } = this.#env.desk;
    const limits = { ...USUAL_LIMITS, ...config.limits };
    const back = { type: "button", class: "back", "aria-label": words.back, title: words.back, onclick: () => this.#env.back() };
    this.back = element("button", back, icon("back"));
    this.heading = element("h2", { tabindex: "-1" });
    this.other = element("button", { type: "button", class: "plain", onclick: () => this.show(this.#what === "mine" ? "form" : "mine") });
    this.told = element("p", { class: "told-first", dir: "auto" });
    this.opens = element("p", { class: "opens" });
    this.fields = new Fields({
      words,
      limits: { text: limits.offline_text, name: limits.name },
      typed: (values) => this.draft.keep(values),
      send: (letter) => this.#send(letter),
    });
    this.mine = new Mine({ words, letters: this.#env.letters });
    this.thanks = this.#buildThanks(words);
    this.place = element("div", { class: "place-of" });
    this.root.lang = words.locale;
    this.root.replaceChildren(
      element("div", { class: "bar-of" }, this.back, this.heading, this.other),
      element("div", { class: "scroll" }, this.told, this.opens, this.place),
    );
    this.fields.fill(this.draft.values);
  }

  #buildThanks(words) {
    this.thanksText = element("p", { dir: "auto", tabindex: "-1" });
    const next = element("button", { type: "button", class: "plain", onclick: () => this.show("form") }, words.another);
    return element("div", { class: "thanks", role: "status" }, icon("check"), this.thanksText, next);
  }

  /** "form" or "mine"; `brought` is what the visitor wrote in the conversation they come from. */
  show(what, brought = null) {
    this.#what = what;
    this.#done = null;
    if (brought && !this.post.isBusy) this.draft.bring(brought);
    if (what === "form") this.fields.fill(this.draft.values);
    this.#paint();
    if (what === "mine") this.mine.load();
    this.#env.moved(what);
    if (this.root.isConnected) this.focus();
  }

  /** On a touch screen a field would bring up the keyboard before the visitor has read anything. */
  focus() {
    const isForm = this.#what === "form" && !this.#done && !this.post.isBusy;
    const target = this.#done ? this.thanksText : isForm && !matchMedia(TOUCH).matches ? this.fields.first : this.heading;
    target.focus({ preventScroll: true });
  }

  /** Something around it may have changed; `canGoBack`: there is a conversation beside it. */
  look(canGoBack) {
    this.back.hidden = !canGoBack;
    this.#paint();
  }

  #send(letter) {
    const { conversationId } = this.draft;
    this.post.send({ ...letter, ...(conversationId && { conversation_id: conversationId }) });
  }

  #stored(letter, { message_id, number }) {
    this.draft.settle(letter);
    this.#env.letters.add(message_id);
    this.#env.desk.emit("offline_submitted", { message_id, number });
    this.fields.fill(this.draft.values);
    this.#done = number;
    this.#paint();
    if (this.root.isConnected && this.#what === "form") this.focus();
  }

  #refused({ status, body, retryAfterMs }) {
    const words = this.#words;
    const why = { 403: words.forbidden, 404: words.gone, 429: words.tooMany(Math.ceil(retryAfterMs / 60000)) }[status];
    this.#paint();
    this.fields.showRefused(body.errors || [], why || words.refused(body.detail || ""));
  }

  #paint() {
    const words = this.#words;
    const isMine = this.#what === "mine";
    const isDone = !isMine && this.#done !== null;
    const { isBusy, trouble } = this.post || {};
    setText(this.heading, isMine ? words.mine : isDone ? words.thanks : words.title);
    setText(this.other, isMine ? words.newMessage : words.toMine(this.#env.letters.unread));
    this.other.hidden = !isMine && !this.#env.letters.isAny;
    this.#paintTold(!isMine && !isDone);
    const due = isMine ? this.mine.root : isDone ? this.thanks : this.fields.root;
    if (this.place.firstChild !== due) this.place.replaceChildren(due);
    if (isDone) setText(this.thanksText, this.#thanksFor(this.#done));
    this.fields.showBusy(Boolean(isBusy), !trouble ? "" : trouble.seconds ? words.later(trouble.seconds) : words.lost);
  }

  #paintTold(isShown) {
    const { config, locale } = this.#env.desk;
    const texts = config.texts[locale] || {};
    const closed = config.reason === "holiday" ? texts.holiday : texts.off_hours;
    const told = (!config.open && closed) || texts.offline || "";
    setText(this.told, told);
    this.told.hidden = !isShown || !told;
    this.opens.hidden = !isShown || config.open || !(Date.parse(config.opens_at) > Date.now());
    if (!this.opens.hidden) setText(this.opens, this.#words.opens(soon(new Date(config.opens_at), this.#words.locale, config.time_zone)));
  }

  #thanksFor(number) {
    const { config, locale } = this.#env.desk;
    const text = config.texts[locale]?.offline_done || this.#words.done;
    return text.replaceAll("{number}", () => number);
  }

  /** Another tab changed what is stored. */
  noticed(name) {
    if (name.startsWith("out")) this.post.wake();
    if (name === "letter" && !this.root.contains(this.#env.desk.root.activeElement)) this.fields.fill(this.draft.values);
    this.#paint();
  }

  async setLocale(locale) {
    const words = await wordsFor(locale);
    this.#build(words);
    this.#paint();
    if (this.#what === "mine") this.mine.load();
  }

  close() {
    this.post.close();
  }
}
