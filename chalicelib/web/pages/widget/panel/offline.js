// What the panel does when nobody is there. The form itself is fetched only when it is opened or a message left with it is
// still unsent.

import { Letters } from "./letters.js";
import { openPart } from "./part.js";

export class Offline {
  #env;
  #loading = null;
  #sheet = null;
  #isAsked = false;
  #isGone = false;

  /** env: {desk, shelf, visitor, alone, changed(), back(), chatted() -> {texts, draft, conversation_id}} */
  constructor(env) {
    this.#env = env;
    this.letters = new Letters(env);
    /** What stands in place of the conversation: "form", "mine" or null. */
    this.shown = null;
    if (this.letters.isOutstanding) this.#ask();
    if (env.shelf.names("outgoing:").length) this.#load();
  }

  get sheet() {
    return this.#sheet;
  }

  #ask() {
    this.#isAsked = true;
    this.letters.ask();
  }

  /** The panel was opened. */
  opened() {
    if (this.letters.isAny && !this.#isAsked) this.#ask();
  }

  async show(what) {
    this.shown = what;
    this.#env.changed();
    await this.#load();
    if (this.#isGone || this.shown !== what) return;
    this.#sheet.show(what, what === "form" ? this.#env.chatted() : null);
    this.#env.changed();
    await null; // painted
    if (this.#env.desk.isOpen) this.#sheet.focus();
  }

  hide() {
    this.shown = null;
    this.#env.changed();
  }

  #load() {
    this.#loading ||= this.#fetch();
    return this.#loading;
  }

  async #fetch() {
    const env = { ...this.#env, letters: this.letters, moved: (what) => this.#moved(what) };
    const sheet = await openPart(BUILT["form/sheet.js"], () => this.#isGone, (module) => module.openSheet(env));
    if (!this.#isGone) this.#sheet = sheet;
  }

  // The sheet went on by itself, from the form to the visitor's messages or back.
  #moved(what) {
    this.shown = what;
    this.#env.changed();
  }

  /** Another tab changed what is stored. True when it concerned what was left. */
  noticed(name) {
    if (!/^(letter|out)/.test(name)) return false;
    this.#sheet?.noticed(name);
    return true;
  }

  async setLocale() {
    await this.#sheet?.setLocale(this.#env.desk.locale);
  }

  close() {
    this.#isGone = true;
    this.#sheet?.close();
  }
}
