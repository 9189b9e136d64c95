/** The administration's page: bar, navigation and one section. Rebuilt when the language changes. */
import { base } from '../desk/api.ts';
import { createToasts } from '../kit/dialog.js';
import { fill, h, icon } from '../kit/dom.js';
import { language, t } from '../desk/i18n.ts';
import { session } from '../desk/session.ts';
import { permissionName } from './parts/rights.js';
import { maySee, SECTIONS } from './sections.js';

/** Opens the administration in `page`; returns what to do when leaving. */
export function showFrame(page) {
  const leaving = new AbortController();
  let rebuild = new AbortController();

  function build() {
    rebuild.abort();
    rebuild = new AbortController();
    fill(page, frame(rebuild.signal));
  }

  language.addEventListener('changed', build, { signal: leaving.signal });
  build();
  return () => {
    leaving.abort();
    rebuild.abort();
  };
}

function frame(leaving) {
  const toasts = createToasts();
  const nav = h('nav', { class: 'admin-nav', 'aria-label': t('nav') });
  const main = h('main', { class: 'admin-main', id: 'main' });
  let closing = new AbortController();

  const allowed = () => SECTIONS.filter(maySee);

  /** The section of the address, else the first that the person may see; none for who may see nothing here. */
  function chosen() {
    const [first] = allowed();
    return first && (SECTIONS.find(({ id }) => `#${id}` === window.location.hash) ?? first);
  }

  function showNav() {
    const current = chosen();
    fill(nav, h('ul', {}, allowed().map(({ id }) => h('li', {}, h('a', {
      href: `#${id}`, class: `nav-link nav-${id}`, 'aria-current': id === current?.id ? 'page' : null,
    }, t(`section.${id}`))))));
  }

  function showSection() {
    closing.abort();
    closing = new AbortController();
    const section = chosen();
    showNav();
    document.title = [section && t(`section.${section.id}`), t('console'), t('product')].filter(Boolean).join(' · ');
    fill(main, contentOf(section));
    main.scrollTop = 0;
  }

  function contentOf(section) {
    if (!section) return barred(t('console'), t('nav.none'));
    if (maySee(section)) return section.show({ say: toasts.say, leaving: closing.signal });
    if (session.can(section.permission)) return barred(t(`section.${section.id}`), t('problem.beyond_your_rights'));
    const permission = permissionName(section.permission);
    return barred(t(`section.${section.id}`), t('problem.permission', { permission }));
  }

  function follow() {
    showSection();
    main.querySelector('h1')?.focus();
  }

  window.addEventListener('hashchange', follow, { signal: leaving });
  // A right was given or taken away: what is allowed now should be seen, what is typed should stay.
  session.addEventListener('changed', showNav, { signal: leaving });
  leaving.addEventListener('abort', () => closing.abort());
  showSection();
  return h('div', { class: 'admin' },
    h('a', { class: 'skip', href: '#main', onclick: skipTo }, t('skip')),
    topBar(), h('div', { class: 'admin-panes' }, nav, main), toasts.element);

  function skipTo(event) {
    event.preventDefault();
    main.querySelector('h1').focus();
  }
}

const barred = (title, words) => h('section', { class: 'section' },
  h('h1', { tabindex: -1 }, title),
  h('p', { class: 'note warning' }, words),
  h('p', {}, h('a', { href: `${base}console` }, t('to_console'))));

function topBar() {
  const { agent } = session;
  return h('header', { class: 'top-bar' },
    h('div', { class: 'brand' }, h('span', { class: 'brand-mark' }, icon('bell')), h('span', {}, t('product'))),
    h('span', { class: 'bar-title' }, t('console')),
    h('div', { class: 'spring' }),
    h('a', { class: 'bar-link', href: `${base}console`, 'aria-label': t('to_console') }, icon('chat'), h('span', {}, t('to_console'))),
    h('button', {
      type: 'button', class: 'button small quiet', lang: language.other, title: t('switch_language'), 'aria-label': t('switch_language'),
      onclick: () => language.choose(language.other),
    }, language.other === 'en' ? 'EN' : '中文'),
    h('div', { class: 'me' },
      h('span', { class: 'me-name', dir: 'auto' }, agent.name),
      agent.number && h('span', { class: 'me-number' }, t('agent.number', { number: agent.number }))),
    h('button', {
      type: 'button', class: 'icon-button', 'aria-label': t('sign_out'), title: t('sign_out'), onclick: () => session.signOut(),
    }, icon('leave')));
}
