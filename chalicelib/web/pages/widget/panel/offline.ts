/**
 * What the panel does when nobody is there. The form itself is fetched only when it is opened or a message left with it is
 * still unsent.
 */
import type { Env, Sheet, Shown } from "../../form/sheet.ts";
import type { Desk } from "../desk.ts";
import { Letters } from "./letters.ts";
import type { Alone } from "./lock.ts";
import { openPart } from "./part.ts";
import type { Shelf } from "./storage.ts";
import type { Visitor } from "./visitor.ts";

declare const BUILT: Record<string, string>;

/** What the visitor wrote in the conversation they come from. */
export interface Brought {
  texts: string[];
  draft: string;
  conversation_id: string | null;
}

interface Parts {
  desk: Desk;
  shelf: Shelf;
  visitor: Visitor;
  alone: (name: string) => Alone;
  changed: () => void;
  back: () => void;
  chatted: () => Brought;
}

export class Offline {
  readonly #parts: Parts;
  readonly letters: Letters;
  #loading: Promise<void> | null = null;
  #sheet: Sheet | null = null;
  #isAsked = false;
  #isGone = false;
  /** What stands in place of the conversation. */
  shown: Shown | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.letters = new Letters(parts);
    if (this.letters.isOutstanding) this.#ask();
    if (parts.shelf.names("outgoing:").length) this.#load();
  }

  get sheet(): Sheet | null {
    return this.#sheet;
  }

  #ask(): void {
    this.#isAsked = true;
    this.letters.ask();
  }

  /** The panel was opened. */
  opened(): void {
    if (this.letters.isAny && !this.#isAsked) this.#ask();
  }

  async show(what: Shown, takesFocus = true): Promise<void> {
    const { changed, chatted, desk } = this.#parts;
    this.shown = what;
    changed();
    await this.#load();
    if (this.#isGone || this.shown !== what) return;
    this.#sheet?.show(what, what === "form" ? chatted() : null);
    changed();
    await null; // painted
    if (desk.isOpen && takesFocus) this.#sheet?.focus();
  }

  hide(): void {
    this.shown = null;
    this.#parts.changed();
  }

  #load(): Promise<void> {
    this.#loading ??= this.#fetch();
    return this.#loading;
  }

  async #fetch(): Promise<void> {
    const env = { ...this.#parts, letters: this.letters, moved: (what: Shown) => this.#moved(what) };
    type Part = { openSheet(env: Env): Promise<Sheet> };
    const open = (module: Part) => module.openSheet(env);
    const sheet = await openPart(BUILT["form/sheet.ts"], () => this.#isGone, open);
    if (!this.#isGone) this.#sheet = sheet;
  }

  // The sheet went on by itself, from the form to the visitor's messages or back.
  #moved(what: Shown): void {
    this.shown = what;
    this.#parts.changed();
  }

  /** Another tab changed what is stored. True when it concerned what was left. */
  noticed(name: string): boolean {
    if (!/^(letter|out)/.test(name)) return false;
    this.#sheet?.noticed(name);
    return true;
  }

  async setLocale(): Promise<void> {
    await this.#sheet?.setLocale(this.#parts.desk.locale);
  }

  close(): void {
    this.#isGone = true;
    this.#sheet?.close();
  }
}
