/**
 * What stands in place of the conversation: the form for when nobody is there, what was said before, and the help. Each
 * is fetched only when it is opened, the form also while a message left with it is still unsent.
 */
import type { Env, Sheet as Form, Shown as OfForm } from "../../form/sheet.ts";
import type { Desk } from "../desk.ts";
import { Left } from "./left.ts";
import type { Alone } from "./lock.ts";
import { Late } from "./part.ts";
import type { Shelf } from "./storage.ts";
import type { Visitor } from "./visitor.ts";

declare const BUILT: Record<string, string>;

/** What the visitor wrote in the conversation they come from. */
export interface Brought {
  texts: string[];
  draft: string;
  conversation_id: string | null;
}

export type Shown = OfForm | "past" | "help";

/** What a part makes of itself. */
export interface Sheet {
  readonly root: HTMLElement;
  show(what: Shown, brought: Brought | null): void;
  focus(): void;
  look(canGoBack: boolean): void;
  noticed(name: string): void;
  setLocale(locale: string): Promise<void>;
  close(): void;
}

interface Parts {
  desk: Desk;
  shelf: Shelf;
  visitor: Visitor;
  alone: (name: string) => Alone;
  changed: () => void;
  back: () => void;
  chatted: () => Brought;
  /** Nobody in the help knew; the question stands in the field then. */
  ask: (question: string) => void;
}

export class Offline {
  readonly #parts: Parts;
  readonly letters: Left;
  readonly #form: Late<unknown, Form>;
  readonly #past: Late<unknown, Sheet>;
  readonly #help: Late<unknown, Sheet>;
  #isAsked = false;
  #isGone = false;
  /** What stands in place of the conversation. */
  shown: Shown | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.letters = new Left(parts.shelf);
    const env = { ...parts, moved: (what: Shown) => this.#moved(what) };
    this.#form = new Late<Env, Form>(BUILT["form/sheet.ts"], env, "openSheet");
    this.#past = new Late(BUILT["widget/history/sheet.ts"], env, "openSheet");
    this.#help = new Late(BUILT["widget/help/sheet.ts"], env, "openSheet");
    if (this.letters.isOutstanding) this.#ask();
    if (parts.shelf.names("outgoing:").length) this.#form.load();
  }

  get #every(): Array<Late<unknown, Sheet>> {
    return [this.#form, this.#past, this.#help];
  }

  get #part(): Late<unknown, Sheet> {
    const { shown } = this;
    return shown === "past" ? this.#past : shown === "help" ? this.#help : this.#form;
  }

  get sheet(): Sheet | null {
    return this.#part.part;
  }

  async #ask(): Promise<void> {
    this.#isAsked = true;
    (await this.#form.load())?.ask();
  }

  /** The panel was opened. */
  opened(): void {
    if (this.letters.isAny && !this.#isAsked) this.#ask();
  }

  async show(what: Shown, takesFocus = true): Promise<void> {
    const { changed, chatted, desk } = this.#parts;
    this.shown = what;
    changed();
    const sheet = await this.#part.load();
    if (this.#isGone || this.shown !== what) return;
    sheet?.show(what, what === "form" ? chatted() : null);
    changed();
    await null; // painted
    if (desk.isOpen && takesFocus) sheet?.focus();
  }

  hide(): void {
    this.shown = null;
    this.#parts.changed();
  }

  // The sheet went on by itself, from the form to the visitor's messages or back.
  #moved(what: Shown): void {
    this.shown = what;
    this.#parts.changed();
  }

  /** Another tab changed what is stored. True when it concerned what was left. */
  noticed(name: string): boolean {
    if (!/^(letter|out)/.test(name)) return false;
    this.#form.part?.noticed(name);
    return true;
  }

  async setLocale(): Promise<void> {
    const { locale } = this.#parts.desk;
    await Promise.all(this.#every.map(({ part }) => part?.setLocale(locale)));
  }

  close(): void {
    this.#isGone = true;
    for (const each of this.#every) each.close();
  }
}
