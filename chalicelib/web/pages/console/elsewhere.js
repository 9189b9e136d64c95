/** For those who sign in but answer nobody: no desk, but the way to what they may do. */
import { administration } from '../desk/session.ts';
import { h, icon } from '../kit/dom.js';
import { language, t } from '../desk/i18n.ts';

export function showElsewhere(page, session) {
  document.title = `${t('product')} · ${t('console')}`;
  page.append(
    h('main', { class: 'sign-in' },
      h('div', { class: 'sign-in-card' },
        h('div', { class: 'sign-in-brand' }, h('span', { class: 'brand-mark' }, icon('bell')), t('product')),
        h('h1', { dir: 'auto' }, session.agent.name),
        h('p', { class: 'note info' }, t('elsewhere.why')),
        session.mayManage && h('a', { class: 'button primary wide', href: administration }, t('administration')),
        h('button', { type: 'button', class: 'button wide', onclick: () => session.signOut() }, t('sign_out'))),
      h('button', { type: 'button', class: 'button quiet', lang: language.other, onclick: () => language.choose(language.other) },
        t('switch_language'))));
  return () => {};
}
