/**
 * A form that loses nothing: what is typed is kept (in this tab, passwords apart) until it is stored or given up, what
 * is wrong is said at the field, and pressing the button again after a lost answer asks for the same thing once.
 */
import { h } from '../../kit/dom.js';
import { t, tOf } from '../../desk/i18n.ts';
import { session } from '../../desk/session.ts';
import { tab } from '../../desk/storage.ts';
import { changesOf, merged } from './merge.js';
import { Keys } from './once.js';
import { below, tell } from './parts.js';
import { wordsOf, wrongPlaces } from './problem.js';

/**
 * `name` tells the form's draft from others; `send(values, key, changes)` asks the desk; `done(answer)` follows a success;
 * `cancel`, if it can be given up; `newest()`, if somebody else may have changed it meanwhile, reads the values as they now
 * stand; `lay(fields)`, if they are not simply below each other.
 */
export function createForm({ name, fields, label, send, done, cancel, newest, lay }) {
  const draft = `admin.draft.${session.agent.agent_id}.${name}`;
  const keys = new Keys(fields.some((field) => field.secret) ? null : `${draft}.key`);
  const note = h('p', { class: 'note', role: 'alert', hidden: true });
  const submit = h('button', { type: 'submit', class: 'button primary' }, label);
  const read = () => Object.fromEntries(fields.map((field) => [field.name, field.read()]));
  let original = read();

  function say(kind, ...words) {
    note.className = `note ${kind}`;
    note.replaceChildren(...words);
    note.hidden = !words.length;
  }

  const open = (values) => Object.fromEntries(fields.filter((field) => !field.secret).map(({ name: one }) => [one, values[one]]));

  function keep() {
    tab.write(draft, { base: open(original), mine: open(read()) });
  }

  /** What was typed earlier comes back over what is stored now: a colleague's changes since then stay. */
  function restore() {
    const kept = tab.read(draft);
    if (!kept?.mine) return;
    write(merged(kept.base, kept.mine, open(original)));
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

  /** Shows words at fields, and takes earlier ones away; the places that are at no field. */
  function showWrong(places) {
    const wrong = fields.filter((field) => tell(field, below(places, field.name)));
    wrong[0]?.focus();
    const known = wrong.map((field) => field.name);
    return Object.entries(places).filter(([place]) => !known.includes(place.split('.')[0]));
  }

  function fail(problem) {
    const places = Object.fromEntries(wrongPlaces(problem));
    const elsewhere = showWrong(places).map(([place, words]) => `${place}: ${words}`);
    const atFields = Object.keys(places).length > elsewhere.length;
    say('error', [atFields ? t('form.see_fields') : wordsOf(problem), ...elsewhere].join(' '));
  }

  /** Somebody else was faster: theirs is taken in wherever nothing was typed here, and what both changed is named. */
  async function takeIn() {
    const theirs = await newest();
    const clashes = new Set();
    write(merged(original, read(), theirs, (place) => clashes.add(place.split('.')[0])));
    original = { ...original, ...theirs };
    keep();
    const both = [...clashes].map((field) => tOf('field', field, { field })).join(t('comma'));
    say('warning', t('form.merged'), both && ` ${t('form.merged.both', { fields: both })}`);
    note.scrollIntoView({ block: 'nearest' });
  }

  async function attempt(event) {
    event.preventDefault();
    if (submit.disabled) return;
    say('info');
    const missing = fields.filter((field) => field.missing()).map((field) => [field.name, t('form.required')]);
    showWrong(Object.fromEntries(missing));
    if (missing.length) return;
    submit.disabled = true;
    submit.textContent = t('form.busy');
    try {
      const values = read();
      const answer = await send(values, keys.keyOf(values), changesOf(values, original));
      tab.remove(draft);
      keys.done();
      done(answer);
    } catch (problem) {
      if (problem.code === 'changed_meanwhile' && newest) await takeIn().catch(fail);
      else fail(problem);
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
    lay ? lay(fields) : h('div', { class: 'form-fields' }, fields.map((field) => field.element)),
    h('div', { class: 'form-buttons' },
      submit,
      cancel && h('button', { type: 'button', class: 'button', onclick: giveUp }, t('cancel'))),
  );
  restore();
  return { element, focus: () => fields[0].focus() };
}
