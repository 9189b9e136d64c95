/** Choosing other keys: what is pressed next is taken, unless it is taken already or means something to browser or page. */
import { signal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import { spoken } from "../../kit/key-names.ts";
import { named } from "../../kit/keys.ts";
import { CATALOGUE } from "./catalogue.ts";
import type { OwnKeys } from "./own.ts";

/** Nothing yet: they are held while another is pressed, or make a sign together with the next. */
const HELD = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta", "OS", "CapsLock", "NumLock", "ScrollLock", "Fn"]);
const UNFINISHED = new Set(["Dead", "Process", "Unidentified"]);

/** What moves, types and presses buttons, with Shift too. */
const OF_THE_PAGE =
  /^(Ctrl\+)?(Shift\+)?(Enter| |Tab|Backspace|Delete|Insert|Home|End|Page(Up|Down)|Arrow\w+|ContextMenu)$/;
/** On some keyboards a sign that is written so, such as @. */
const OF_WRITING = /^Alt\+(Shift\+)?[^a-z0-9]$/u;
/** Tabs, windows, addresses, printing, what is copied and undone; and Ctrl with Alt writes signs on many keyboards. */
const OF_THE_BROWSER = [
  /^Ctrl\+[acdfghjlmnopqrstuvwxyz]$/,
  /^Ctrl\+[\d+=_,`-]$/,
  /^Ctrl\+Shift\+/,
  /^Ctrl\+Alt\+/,
  /^(Ctrl\+)?(Shift\+)?F(1|3|4|5|6|7|10|11|12)$/,
  /^Alt\+(Shift\+)?(F4|Tab| |Escape|Enter|Home|ArrowLeft|ArrowRight|Backspace)$/,
];

/** To whom the keys belong, so that nobody can have them. */
export function ownerOf(keys: string): "page" | "browser" | null {
  if (OF_THE_PAGE.test(keys)) return "page";
  if (OF_THE_BROWSER.some((each) => each.test(keys)) || /Escape$/.test(keys)) return "browser";
  return OF_WRITING.test(keys) ? "page" : null;
}

interface News {
  text: string;
  /** It was not taken. */
  refused: boolean;
}

export class KeyChoice {
  readonly #asking = signal<string | null>(null);
  readonly #news = signal<News | null>(null);

  /** `wordsOf`: what is done with these usual keys; `may`: what one may not do takes no keys. */
  constructor(
    private readonly own: OwnKeys,
    private readonly wordsOf: (usual: string) => string,
    private readonly may: (permission: string) => boolean = () => true,
  ) {}

  /** For which usual keys the next ones are awaited; null for none. */
  get asking(): string | null {
    return this.#asking.value;
  }

  /** What there is to say of the last step. */
  get news(): News | null {
    return this.#news.value;
  }

  ask(usual: string): void {
    this.#asking.value = usual;
    this.#tell("keys.ask", { what: this.wordsOf(usual) });
  }

  /** Nothing is awaited any more, and all is as it was. */
  leave(): void {
    if (this.#asking.peek() === null) return;
    this.#asking.value = null;
    this.#news.value = null;
  }

  /** Hears what is pressed while keys are awaited; Tab goes on to the next button as always. */
  hear(event: KeyboardEvent): void {
    const usual = this.#asking.peek();
    if (usual === null || event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat || event.isComposing || HELD.has(event.key) || UNFINISHED.has(event.key)) return;
    const keys = named(event);
    if (keys === "Escape") this.leave();
    else if (keys === "Backspace") this.#choose(usual, "");
    else this.#take(usual, keys);
  }

  /** What is usual does it again, unless that does something else by now. */
  back(usual: string): void {
    this.leave();
    if (!this.#isTaken(usual, usual)) this.#choose(usual, usual);
  }

  backAll(): void {
    this.leave();
    this.own.backAll();
    this.#tell("keys.back.all.done");
  }

  #take(usual: string, keys: string): void {
    const owner = keys === usual ? null : ownerOf(keys);
    if (owner) this.#tell(`keys.of.${owner}`, { keys: spoken(keys) }, true);
    else if (!this.#isTaken(usual, keys)) this.#choose(usual, keys);
  }

  #isTaken(usual: string, keys: string): boolean {
    const others = CATALOGUE.filter((each) => each.usual !== usual && (!each.permission || this.may(each.permission)));
    const taker = others.find((each) => this.own.of(each.usual) === keys);
    if (taker) this.#tell("keys.taken", { keys: spoken(keys), what: this.wordsOf(taker.usual) }, true);
    return Boolean(taker);
  }

  #choose(usual: string, keys: string): void {
    this.#asking.value = null;
    this.own.choose(usual, keys);
    this.#tell(keys ? "keys.done" : "keys.gone", { keys: spoken(keys), what: this.wordsOf(usual) });
  }

  #tell(words: string, parameters: Record<string, string> = {}, refused = false): void {
    this.#news.value = { text: t(words, parameters), refused };
  }
}
