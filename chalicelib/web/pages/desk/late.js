/** What a page fetches late: a language, a section. */
import { h } from '../kit/dom.js';

const PAUSE_MS = 1000;

/**
 * The module that `fetch` imports; null when it cannot be had, and then the person is asked to load the page anew: a new
 * release has no files of the one before, and some browsers never ask again for a module that failed.
 */
export async function fetched(fetch) {
  try {
    return await fetch();
  } catch {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  try {
    return await fetch();
  } catch {
    askToReload();
    return null;
  }
}

// In both languages: one of them may be what is missing.
function askToReload() {
  if (document.querySelector('.reload')) return;
  document.body.append(h('div', { class: 'reload', role: 'alert' },
    h('p', { lang: 'zh-CN' }, '页面的一部分没有加载成功，可能已有新版本。请重新加载。'),
    h('p', { lang: 'en' }, 'A part of this page could not be loaded; there may be a new version. Please reload.'),
    h('button', { type: 'button', class: 'button primary', onclick: () => location.reload() },
      h('span', { lang: 'zh-CN' }, '重新加载'), ' · ', h('span', { lang: 'en' }, 'Reload'))));
}
