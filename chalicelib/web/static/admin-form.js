/**
 * A form that loses nothing: what is typed is kept (in this tab, passwords apart) until it is stored or given up, what
 * is wrong is said at the field, and pressing the button again after a lost answer asks for the same thing once.
 */
import { h } from './console-dom.js';
import { t } from './console-i18n.js';
import { session } from './console-session.js';
import { tab } from './console-storage.js';
import { Keys } from './admin-once.js';
import { wordsOf, wrongFields } from './admin-problem.js';

/**
 * `name` tells the form's draft from others; `send(values, key)` asks the desk; `done(answer)` follows a success;
 * `cancel`, if it can be given up.
 */
export function createForm({ name, fields, label, send, done, cancel }) {
  const draft = `admin.draft.${session.agent.agent_id}.${name}`;
  const keys = new Keys();
  const note = h('p', { class: 'note', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button primary' }, label);
  const read = () => Object.fromEntries(fields.map((field) => [field.name, field.read()]));
  const original = read();

  function say(kind, ...words) {
    note.className = `note ${kind}`;
    note.replaceChildren(...words);
    note.hidden = !words.length;
  }

  function keep() {
    const kept = fields.filter((field) => !field.secret).map((field) => [field.name, field.read()]);
    tab.write(draft, Object.fromEntries(kept));
  }

  function restore() {
    const kept = tab.read(draft);
    if (!kept) return;
    write(kept);
    say('info', t('form.restored'), ' ', h('button', { type: 'button', class: 'link', onclick: startOver }, t('form.discard')));
  }

  function write(values) {
    for (const field of fields) if (field.name in values) field.write(values[field.name]);
  }

  function startOver() {
    tab.remove(draft);
    write(original);
    say('info');
    fields[0].focus();
  }

  /** Shows words at fields, and takes earlier ones away; whether there are any. */
  function showWrong(wrong) {
    for (const field of fields) field.say(wrong[field.name]);
    const first = fields.find((field) => wrong[field.name]);
    first?.focus();
    return Boolean(first);
  }

  function fail(problem) {
    const wrong = wrongFields(problem);
    const known = new Set(fields.map((field) => field.name));
    const elsewhere = Object.entries(wrong).filter(([field]) => !known.has(field)).map(([field, words]) => `${field}: ${words}`);
    if (showWrong(wrong)) say('error', [t('form.see_fields'), ...elsewhere].join(' '));
    else say('error', [wordsOf(problem), ...elsewhere].join(' '));
  }

  async function attempt(event) {
    event.preventDefault();
    if (submit.disabled) return;
    say('info');
    const missing = fields.filter((field) => field.missing()).map((field) => [field.name, t('form.required')]);
    if (showWrong(Object.fromEntries(missing))) return;
    submit.disabled = true;
    submit.textContent = t('form.busy');
    try {
      const values = read();
      const answer = await send(values, keys.keyOf(values));
      tab.remove(draft);
      done(answer);
    } catch (problem) {
      fail(problem);
    } finally {
      submit.disabled = false;
      submit.textContent = label;
    }
  }

  function giveUp() {
    tab.remove(draft);
    cancel();
  }

  const element = h('form', { class: 'form', novalidate: true, onsubmit: attempt, oninput: keep, onchange: keep },
    note,
    h('div', { class: 'form-fields' }, fields.map((field) => field.element)),
    h('div', { class: 'form-buttons' },
      submit,
      cancel && h('button', { type: 'button', class: 'button', onclick: giveUp }, t('cancel'))),
  );
  restore();
  return { element, focus: () => fields[0].focus() };
}
