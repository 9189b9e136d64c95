/** The page's language: chosen by hand and remembered, the same on every page of the desk, else the browser's. */
import { browser } from './storage.js';

class Language extends EventTarget {
  #isReady = async () => true;

  constructor() {
    super();
    const wanted = browser.read('language') ?? navigator.languages?.[0] ?? navigator.language;
    this.#use(wanted?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
  }

  get other() {
    return this.code === 'en' ? 'zh-CN' : 'en';
  }

  /** `isReady(code)` fetches what must be there before anything is said in a language; false: it cannot be had now. */
  needs(isReady) {
    this.#isReady = isReady;
    return isReady(this.code);
  }

  async choose(code) {
    if (!(await this.#isReady(code))) return;
    browser.write('language', code);
    this.#use(code);
    this.dispatchEvent(new Event('changed'));
  }

  #use(code) {
    this.code = code;
    document.documentElement.lang = code;
  }
}

export const language = new Language();
