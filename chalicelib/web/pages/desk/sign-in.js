/** The sign-in screen. Says in plain words what went wrong and what to do about it. */
import { h, icon } from '../kit/dom.js';
import { base } from './api.ts';
import { duration } from './format.ts';
import { language, t, tOf } from './i18n.ts';

const USUAL_PAUSE_S = 60;

/** Shows the screen in `page`; calls `signedIn` once there is a session. Returns what to do when leaving. */
export function showSignIn(page, session, { because, signedIn }) {
  const email = h('input', {
    id: 'email', name: 'email', type: 'email', autocomplete: 'username', required: true, value: session.lastEmail,
    autocapitalize: 'none', spellcheck: 'false',
  });
  const password = h('input', { id: 'password', name: 'password', type: 'password', autocomplete: 'current-password', required: true });
  const submit = h('button', { type: 'submit', class: 'button primary wide' }, t('sign_in.submit'));
  const word = h('p', { class: 'note', role: 'alert', hidden: true });
  let countdown = null;

  function say(kind, text) {
    word.className = `note ${kind}`;
    word.textContent = text;
    word.hidden = false;
  }

  function busy(isBusy) {
    submit.disabled = isBusy;
    submit.textContent = isBusy ? t('sign_in.busy') : t('sign_in.submit');
  }

  function waitBeforeNextTry(seconds) {
    const opens = Date.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((opens - Date.now()) / 1000);
      submit.disabled = left > 0;
      if (left > 0) return say('warning', t('sign_in.failed.too_many_attempts', { wait: duration(left * 1000) }));
      clearInterval(countdown);
      return say('info', t('sign_in.failed.waited'));
    };
    // A screen reader should hear the wait once, not every second of it.
    word.setAttribute('aria-live', 'off');
    tick();
    countdown = setInterval(tick, 1000);
  }

  async function attempt(event) {
    event.preventDefault();
    clearInterval(countdown);
    word.removeAttribute('aria-live');
    busy(true);
    try {
      await session.signIn(email.value.trim(), password.value);
      signedIn();
    } catch (problem) {
      busy(false);
      if (problem.code === 'too_many_attempts') {
        waitBeforeNextTry(problem.retryAfter ?? USUAL_PAUSE_S);
        return;
      }
      say('error', tOf('sign_in.failed', problem.code, { code: problem.code }));
      if (problem.code === 'wrong_credentials') password.select();
    }
  }

  if (because) say(because === 'signed_out' ? 'info' : 'warning', t(`sign_in.after.${because}`));
  document.title = `${t('product')} · ${t('console')}`;
  page.append(
    h('main', { class: 'sign-in' },
      h('form', { class: 'sign-in-card', onsubmit: attempt },
        h('div', { class: 'sign-in-brand' }, h('span', { class: 'brand-mark' }, icon('bell')), t('product')),
        h('h1', {}, t('sign_in.title')),
        word,
        h('label', { class: 'field' }, h('span', {}, t('sign_in.email')), email),
        h('label', { class: 'field' }, h('span', {}, t('sign_in.password')), password),
        submit,
        h('a', { class: 'sign-in-forgotten', href: `${base}password?lang=${language.code}` }, t('sign_in.forgotten')),
      ),
      h('button', { type: 'button', class: 'button quiet', lang: language.other, onclick: () => language.choose(language.other) },
        t('switch_language')),
    ),
  );
  (email.value ? password : email).focus();
  return () => clearInterval(countdown);
}
