/** The first sign-in with a password that somebody else set: choose an own one, then on to the desk. */
import * as api from './api.ts';
import { h, icon } from '../kit/dom.js';
import { duration } from './format.ts';
import { isKnown, language, t, tOf } from './i18n.ts';

const FIELDS = ['current', 'new', 'again'];
const USUAL_PAUSE_S = 60;

/** A new password is refused for a reason that has words of its own; anything else says what the desk said. */
function whyRefused(field, message, reason) {
  if (reason && isKnown(`password.weak.${reason}`)) return t(`password.weak.${reason}`);
  return tOf('password.refused', field, { message });
}

/** Shows the screen in `page` until the session knows of the new password. Returns what to do when leaving. */
export function showPasswordChange(page, session) {
  const inputs = {};
  const words = {};
  const fields = FIELDS.map((name) => {
    const word = h('span', { class: 'field-word', id: `${name}-word`, hidden: true });
    const input = h('input', {
      id: `password-${name}`, name, type: 'password', required: true, 'aria-describedby': `${name}-word`,
      autocomplete: name === 'current' ? 'current-password' : 'new-password', oninput: () => complain(name, ''),
    });
    inputs[name] = input;
    words[name] = word;
    return h('label', { class: 'field' }, h('span', {}, t(`password.${name}`)), input, word);
  });
  const account = h('input', { type: 'email', autocomplete: 'username', value: session.agent.email, hidden: true, readonly: true });
  const note = h('p', { class: 'note info', role: 'status' }, t('password.why'));
  const submit = h('button', { type: 'submit', class: 'button primary wide' }, t('password.submit'));

  function complain(name, text) {
    words[name].textContent = text;
    words[name].hidden = !text;
    inputs[name].setAttribute('aria-invalid', String(Boolean(text)));
  }

  function say(kind, text) {
    note.className = `note ${kind}`;
    note.textContent = text;
  }

  async function attempt(event) {
    event.preventDefault();
    if (inputs.new.value !== inputs.again.value) {
      complain('again', t('password.differs'));
      inputs.again.select();
      return;
    }
    submit.disabled = true;
    try {
      await api.changePassword(inputs.current.value, inputs.new.value);
      session.passwordChanged();
    } catch (problem) {
      submit.disabled = false;
      explain(problem);
    }
  }

  function explain(problem) {
    const refused = problem.errors.filter(({ field }) => field in inputs);
    for (const { field, message } of refused) complain(field, whyRefused(field, message, problem.said.reason));
    if (refused.length) inputs[refused[0].field].select();
    else say('error', tOf('password.failed', problem.code, { code: problem.code, wait: duration((problem.retryAfter ?? USUAL_PAUSE_S) * 1000) }));
  }

  document.title = `${t('product')} · ${t('password.title')}`;
  page.append(
    h('main', { class: 'sign-in' },
      h('form', { class: 'sign-in-card', onsubmit: attempt },
        h('div', { class: 'sign-in-brand' }, h('span', { class: 'brand-mark' }, icon('bell')), t('product')),
        h('h1', {}, t('password.title')),
        note, account, fields, submit,
      ),
      h('div', { class: 'sign-in-foot' },
        h('button', { type: 'button', class: 'button quiet', lang: language.other, onclick: () => language.choose(language.other) },
          t('switch_language')),
        h('button', { type: 'button', class: 'button quiet', onclick: () => session.signOut() }, t('sign_out'))),
    ),
  );
  inputs.current.focus();
  return () => {};
}
