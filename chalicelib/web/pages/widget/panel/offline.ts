/**
 * What stands in place of the conversation: the form for when nobody is there, and what was said before. Each is fetched
 * only when it is opened, the form also while a message left with it is still unsent.
 */
import type { Env, Shown as OfForm } from "../../form/sheet.ts";
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

export type Shown = OfForm | "past";

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
}

const partOf = (what: Shown | null): string =>
  what === "past" ? BUILT["widget/history/sheet.ts"] : BUILT["form/sheet.ts"];

export class Offline {
  readonly #parts: Parts;
  readonly letters: Letters;
  readonly #loading: Record<string, Promise<void>> = {};
  readonly #sheets: Record<string, Sheet> = {};
  #isAsked = false;
  #isGone = false;
  /** What stands in place of the conversation. */
  shown: Shown | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.letters = new Letters(parts);
    if (this.letters.isOutstanding) this.#ask();
    if (parts.shelf.names("outgoing:").length) this.#load(partOf(null));
  }

  get sheet(): Sheet | null {
    return this.#sheets[partOf(this.shown)] ?? null;
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
    await this.#load(partOf(what));
    if (this.#isGone || this.shown !== what) return;
    this.sheet?.show(what, what === "form" ? chatted() : null);
    changed();
    await null; // painted
    if (desk.isOpen && takesFocus) this.sheet?.focus();
  }

  hide(): void {
    this.shown = null;
    this.#parts.changed();
  }

  #load(part: string): Promise<void> {
    return this.#loading[part] ??= this.#fetch(part);
  }

  async #fetch(part: string): Promise<void> {
    const env = { ...this.#parts, letters: this.letters, moved: (what: Shown) => this.#moved(what) };
    type Part = { openSheet(env: Env): Promise<Sheet> };
    const open = (module: Part) => module.openSheet(env);
    const sheet = await openPart(part, () => this.#isGone, open);
    if (sheet && !this.#isGone) this.#sheets[part] = sheet;
  }

  // The sheet went on by itself, from the form to the visitor's messages or back.
  #moved(what: Shown): void {
    this.shown = what;
    this.#parts.changed();
  }

  /** Another tab changed what is stored. True when it concerned what was left. */
  noticed(name: string): boolean {
    if (!/^(letter|out)/.test(name)) return false;
    this.#sheets[partOf(null)]?.noticed(name);
    return true;
  }

  async setLocale(): Promise<void> {
    await Promise.all(Object.values(this.#sheets).map((sheet) => sheet.setLocale(this.#parts.desk.locale)));
  }

  close(): void {
    this.#isGone = true;
    for (const sheet of Object.values(this.#sheets)) sheet.close();
  }
}
