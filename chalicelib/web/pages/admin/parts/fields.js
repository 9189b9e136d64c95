/**
 * The fields forms are made of. A field is {name, element, read, write, focus, say, missing, secret}: `say` shows what
 * is wrong with it (or nothing), `missing` tells that it must be filled in and is not, `secret` keeps it out of drafts.
 */
import { h } from '../../kit/dom.js';

let fieldsMade = 0;

/** What every field has around its control: a label, a hint, and room for what is wrong with it. */
export function framed(about, { control, focusable = control, group = false, beside, read, write }) {
  const { name, label, hint, required = false, secret = false } = about;
  fieldsMade += 1;
  const id = `field-${fieldsMade}`;
  const wrong = h('p', { class: 'field-wrong', id: `${id}-wrong`, hidden: true });
  focusable.setAttribute('aria-describedby', `${hint ? `${id}-hint ` : ''}${id}-wrong`);
  if (!group) control.id = id;
  const body = [
    beside ? h('div', { class: 'field-row' }, control, beside) : control,
    hint && h('p', { class: 'field-hint', id: `${id}-hint` }, hint),
    wrong,
  ];
  const element = group
    ? h('fieldset', { class: 'form-field', 'data-field': name }, h('legend', {}, label), body)
    : h('div', { class: 'form-field', 'data-field': name }, h('label', { for: id }, label), body);
  return {
    name, element, read, write, secret,
    focus: () => focusable.focus(),
    missing: () => required && [read()].flat().join('').trim() === '',
    say(words) {
      wrong.textContent = words ?? '';
      wrong.hidden = !words;
      focusable.setAttribute('aria-invalid', String(Boolean(words)));
    },
  };
}

export function textField({ value = '', type = 'text', list, ...about }) {
  const control = h('input', {
    type, value, name: about.name, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', dir: 'auto',
    list: list && `${about.name}-choices`, 'aria-required': about.required ? 'true' : null,
  });
  return framed(about, {
    control, beside: list && h('datalist', { id: `${about.name}-choices` }, list.map((one) => h('option', { value: one }))),
    read: () => control.value.trim(), write: (text) => { control.value = text; },
  });
}

/** A password that one person makes for another: readable, made by the page at wish, and not kept in drafts. */
export function givenPasswordField({ make, required = true, ...about }) {
  const control = h('input', {
    type: 'text', name: about.name, class: 'mono', 'aria-required': required ? 'true' : null,
    autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false',
  });
  const button = h('button', { type: 'button', class: 'button small', onclick: () => { control.value = randomPassword(); } }, make);
  return framed({ ...about, required, secret: true }, {
    control, beside: button, read: () => control.value, write: (text) => { control.value = text; },
  });
}

/** Without letters and digits that look alike: it may be read out on the telephone. */
const READABLE = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function randomPassword() {
  const letters = Array.from(crypto.getRandomValues(new Uint32Array(12)), (number) => READABLE[number % READABLE.length]);
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

export function numberField({ value = null, min, max, unit, ...about }) {
  const control = h('input', {
    type: 'number', name: about.name, value: value ?? '', min, max, step: 1, class: 'number', inputmode: 'numeric', autocomplete: 'off',
    'aria-required': about.required ? 'true' : null,
  });
  return framed(about, {
    control, beside: unit && h('span', { class: 'unit' }, unit),
    read: () => (control.value === '' ? null : Number(control.value)),
    write: (number) => { control.value = number ?? ''; },
  });
}

/** `options` are [value, words]. */
export function selectField({ value = '', options, ...about }) {
  const control = h('select', { name: about.name, 'aria-required': about.required ? 'true' : null },
    options.map(([one, words]) => h('option', { value: one }, words)));
  control.value = value;
  return framed(about, { control, read: () => control.value, write: (one) => { control.value = one; } });
}

/** Several texts, one a line. */
export function linesField({ value = [], rows = 3, placeholder, ...about }) {
  const control = h('textarea', { name: about.name, rows, placeholder, autocapitalize: 'none', spellcheck: 'false', dir: 'auto' });
  const write = (lines) => { control.value = lines.join('\n'); };
  write(value);
  return framed(about, { control, write, read: () => control.value.split('\n').map((line) => line.trim()).filter(Boolean) });
}
