/** The page's language: chosen by hand and remembered, the same on every page of the desk, else the browser's. */
import { browser } from './storage.js';

class Language extends EventTarget {
  constructor() {
    super();
    const wanted = browser.read('language') ?? navigator.languages?.[0] ?? navigator.language;
    this.#use(wanted?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
  }

  get other() {
    return this.code === 'en' ? 'zh-CN' : 'en';
  }

  choose(code) {
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
