/** The page's language: chosen by hand and remembered, the same on every page of the desk, else the browser's. */
import { signal } from "@preact/signals";
import { browser } from "./storage.ts";

export type Code = "zh-CN" | "en";

class Language {
  readonly #code = signal<Code>("en");
  #isReady: (code: Code) => Promise<boolean> = () => Promise.resolve(true);

  constructor() {
    const wanted = browser.read<string>("language") ?? navigator.languages?.[0] ?? navigator.language;
    this.#use(wanted?.toLowerCase().startsWith("zh") ? "zh-CN" : "en");
  }

  /** Whoever renders with it is rendered anew when another one is chosen. */
  get code(): Code {
    return this.#code.value;
  }

  get other(): Code {
    return this.code === "en" ? "zh-CN" : "en";
  }

  /** `isReady(code)` fetches what must be there before anything is said in a language; false: it cannot be had now. */
  needs(isReady: (code: Code) => Promise<boolean>): Promise<boolean> {
    this.#isReady = isReady;
    return isReady(this.#code.peek());
  }

  async choose(code: Code): Promise<void> {
    if (!(await this.#isReady(code))) return;
    browser.write("language", code);
    this.#use(code);
  }

  #use(code: Code): void {
    this.#code.value = code;
    document.documentElement.lang = code;
  }
}

export const language = new Language();
