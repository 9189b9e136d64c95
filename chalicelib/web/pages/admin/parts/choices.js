/** Fields in which things are ticked. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { framed } from './fields.js';

/** One yes or no, with the words beside it. */
export function tickField({ name, label, hint, value = false }) {
  const control = h('input', { type: 'checkbox', name });
  control.checked = value;
  const element = h('div', { class: 'form-field tick-field', 'data-field': name },
    h('label', { class: 'tick' }, control, h('span', {}, label)),
    hint && h('p', { class: 'field-hint' }, hint));
  return {
    name, element, secret: false,
    read: () => control.checked,
    write: (ticked) => { control.checked = ticked; },
    focus: () => control.focus(),
    missing: () => false,
    say: () => {},
  };
}

/** One of few, all of them seen at once. `options` are [value, words, more words]. */
export function radioField({ value, options, ...about }) {
  const radios = options.map(([one]) => h('input', { type: 'radio', name: about.name, value: one, checked: one === value }));
  const control = h('div', { class: 'ticks' }, options.map(([, words, more], index) =>
    h('label', { class: 'tick' }, radios[index], h('span', {}, words, more && h('small', {}, more)))));
  return framed(about, {
    control, focusable: radios[0], group: true,
    read: () => radios.find((radio) => radio.checked)?.value ?? '',
    write: (one) => radios.forEach((radio) => { radio.checked = radio.value === one; }),
  });
}

/**
 * Any of several. `options` are [value, words, more words]; with `search` they can be looked for; `row` puts few and
 * short ones beside each other.
 */
export function ticksField({ value = [], options, search, empty, row = false, ...about }) {
  const gone = value.filter((one) => !options.some(([known]) => known === one));
  const all = [...options, ...gone.map((one) => [one, one])];
  const boxes = all.map(([one]) => h('input', { type: 'checkbox', name: about.name, value: one }));
  const labels = all.map(([, words, more], index) =>
    h('label', { class: 'tick' }, boxes[index], h('span', { dir: 'auto' }, words, more && h('small', {}, more))));
  const count = h('span', { class: 'picked', 'aria-live': 'polite' });
  const finder = h('input', {
    type: 'search', class: 'finder', placeholder: search, 'aria-label': search, autocomplete: 'off', oninput: find,
  });
  const list = h('div', { class: `ticks${search ? ' scrolls' : ''}${row ? ' in-row' : ''}`, onchange: showCount }, labels);
  const control = h('div', {},
    search && h('div', { class: 'finder-row' }, finder, count),
    list,
    !all.length && empty && h('p', { class: 'field-hint' }, empty));

  function find() {
    const wanted = finder.value.trim().toLowerCase();
    for (const label of labels) label.hidden = !label.textContent.toLowerCase().includes(wanted);
  }

  function showCount() {
    count.textContent = t('picked', { count: boxes.filter((box) => box.checked).length });
  }

  function write(chosen) {
    for (const box of boxes) box.checked = chosen.includes(box.value);
    showCount();
  }

  write(value);
  return framed(about, {
    control, focusable: search ? finder : boxes[0] ?? list, group: true, write,
    read: () => boxes.filter((box) => box.checked).map((box) => box.value),
  });
}
