/** The contract to read: fetched once, shown by `docs-view`, built anew when the language changes. */
import { fill, h } from '../kit/dom.js';
import { Page } from './view.js';
import { language, speak, t } from './words.js';

let page = null;
let contract = null;

function build() {
  if (contract === null) return;
  const searched = page?.searched ?? '';
  const open = page?.open ?? [];
  page = new Page(contract, { searched, open });
  document.title = t('title');
  fill(document.body, page.element);
  page.show(location.hash.slice(1));
}

async function start() {
  fill(document.body, h('p', { class: 'state', role: 'status' }, t('loading')));
  try {
    const answer = await fetch('openapi.json');
    if (!answer.ok) throw new Error(String(answer.status));
    contract = await answer.json();
    build();
  } catch {
    fill(document.body, h('p', { class: 'state', role: 'alert' }, t('failed'), ' ', h('button', { type: 'button', onclick: start }, t('again'))));
  }
}

language.addEventListener('changed', build);
window.addEventListener('hashchange', () => page?.show(location.hash.slice(1)));
if (await speak()) start();
