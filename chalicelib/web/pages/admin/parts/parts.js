/**
 * Fields made of fields. Besides what every field has, they have `tell(places)`: words at the places below them, by path
 * ('weekly.mon', '0.mobile'); '' is the whole.
 */
import { h, icon } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';

/** Those of `places` at or below `name`, with their paths from there. */
export function below(places, name) {
  return Object.fromEntries(Object.entries(places)
    .filter(([place]) => place === name || place.startsWith(`${name}.`))
    .map(([place, words]) => [place.slice(name.length + 1), words]));
}

/** Shows words at a field or inside it, and takes earlier ones away; whether there are any. */
export function tell(field, places) {
  const words = Object.values(places);
  if (field.tell) field.tell(places);
  else field.say(words[0]);
  return words.length > 0;
}

const wrongLine = () => h('p', { class: 'field-wrong', role: 'alert', hidden: true });

function sayIn(line, words) {
  line.textContent = words.join(' ');
  line.hidden = !words.length;
}

/** Fields by name, as one field whose value is an object. `lay(parts, wrong)` gives the element; `wrong` is its own line. */
export function groupField({ name, parts, lay }) {
  const wrong = wrongLine();
  const all = Object.entries(parts);
  let first = null;
  return {
    name, secret: false,
    element: lay(parts, wrong),
    read: () => Object.fromEntries(all.map(([key, part]) => [key, part.read()])),
    write: (values) => all.forEach(([key, part]) => key in (values ?? {}) && part.write(values[key])),
    focus: () => (first ?? all[0][1]).focus(),
    missing: () => all.some(([, part]) => part.missing?.()),
    say: (words) => sayIn(wrong, words ? [words] : []),
    tell(places) {
      const mine = all.filter(([key, part]) => tell(part, below(places, key)));
      first = mine[0]?.[1] ?? null;
      const known = mine.map(([key]) => key);
      sayIn(wrong, Object.entries(places).filter(([place]) => !known.includes(place.split('.')[0])).map(([, words]) => words));
    },
  };
}

/**
 * As many fields of one kind as are wanted, as one field whose value is a list. `make(value)` gives a field of the kind,
 * which may say that it is `blank()`: then it is left out. `title(number)` names one for those who cannot see it.
 */
export function listField({ name, label, hint, value = [], make, blank, add, title, none, movable = false, rowClass = '' }) {
  const wrong = wrongLine();
  const list = h('ol', { class: 'list-rows' });
  const nothing = none && h('p', { class: 'field-hint' }, none);
  const addButton = h('button', { type: 'button', class: 'button small', onclick: () => addOne() }, icon('plus'), add);
  let rows = [];
  let first = null;

  function row(its) {
    const field = make(its);
    const one = { field };
    one.element = h('li', { class: `list-row ${rowClass}`, role: 'group' }, field.element, h('div', { class: 'row-tools' },
      movable && [tool('up', t('row.up'), () => move(one, -1)), tool('down', t('row.down'), () => move(one, 1))],
      tool('cross', t('row.remove'), () => remove(one))));
    return one;
  }

  const tool = (picture, words, act) => h('button', { type: 'button', class: 'icon-button', title: words, 'aria-label': words, onclick: act }, icon(picture));

  function show() {
    list.replaceChildren(...rows.map(({ element }, index) => {
      element.setAttribute('aria-label', title(index + 1));
      return element;
    }));
    if (nothing) nothing.hidden = rows.length > 0;
  }

  function changed() {
    show();
    list.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function addOne() {
    rows.push(row(blank(rows.map(({ field }) => field.read()))));
    changed();
    rows.at(-1).field.focus();
  }

  function remove(one) {
    const place = rows.indexOf(one);
    rows = rows.filter((each) => each !== one);
    changed();
    (rows[Math.min(place, rows.length - 1)]?.element.querySelector('.row-tools button:last-child') ?? addButton).focus();
  }

  function move(one, step) {
    const from = rows.indexOf(one);
    const to = from + step;
    if (to < 0 || to >= rows.length) return;
    [rows[from], rows[to]] = [rows[to], rows[from]];
    const held = document.activeElement;
    changed();
    held.focus();
  }

  const filled = () => rows.filter(({ field }) => !field.blank?.());

  function write(values) {
    rows = (values ?? []).map(row);
    show();
  }

  write(value);
  const body = [list, nothing, hint && h('p', { class: 'field-hint' }, hint), wrong, h('div', {}, addButton)];
  return {
    name, secret: false, write,
    element: label ? h('fieldset', { class: 'form-field', 'data-field': name }, h('legend', {}, label), body)
      : h('div', { class: 'form-field', 'data-field': name }, body),
    read: () => filled().map(({ field }) => field.read()),
    focus: () => (first ? first.focus() : addButton.focus()),
    missing: () => false,
    say: (words) => sayIn(wrong, words ? [words] : []),
    tell(places) {
      // The desk counts only the rows it was sent.
      const sent = filled();
      const told = sent.filter(({ field }, index) => tell(field, below(places, `${index}`)));
      first = told[0]?.field ?? null;
      sayIn(wrong, Object.entries(places).filter(([place]) => !sent[Number.parseInt(place, 10)]).map(([, words]) => words));
    },
  };
}
