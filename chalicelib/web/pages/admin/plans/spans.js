/** Spans of a day's clock, as many as are wanted: from when to when. */
import { fill, h, icon } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';

const TIME = /^(\d{1,2})(?:[:：.]?([0-5]\d))?$/;

/** "9" is 09:00, "930" and "9：30" are 09:30; what is no time stays as it was typed. */
function asTime(typed) {
  const [, hour, minute = '00'] = TIME.exec(typed.trim()) ?? [];
  return hour !== undefined && Number(hour) <= 24 ? `${hour.padStart(2, '0')}:${minute}` : typed.trim();
}

/** A field whose value is [["09:00", "12:00"], …]. `of` names the day, for those who cannot see where it stands. */
export function spansField({ name, of, value = [], none }) {
  const wrong = h('p', { class: 'field-wrong', role: 'alert', hidden: true });
  const list = h('div', { class: 'spans' });
  let spans = value;

  function input(span, side, number) {
    const words = t(`span.${side ? 'end' : 'start'}`, { of, number });
    const control = h('input', {
      type: 'text', class: 'time', inputmode: 'numeric', maxlength: 5, placeholder: side ? '18:00' : '09:00', autocomplete: 'off',
      'aria-label': words, name: `${name}.${side ? 'end' : 'start'}`,
      oninput: () => { span[side] = control.value; },
      onchange: () => {
        control.value = asTime(control.value);
        span[side] = control.value;
        showNextDay();
      },
    });
    control.value = span[side];
    return control;
  }

  function show() {
    fill(list,
      !spans.length && h('span', { class: 'quiet spans-none' }, none),
      spans.map((span, index) => h('span', { class: 'span' },
        input(span, 0, index + 1), h('span', { 'aria-hidden': 'true' }, '–'), input(span, 1, index + 1),
        h('small', { class: 'next-day' }),
        h('button', {
          type: 'button', class: 'icon-button', title: t('span.remove'), 'aria-label': t('span.remove.of', { of, number: index + 1 }),
          onclick: () => remove(index),
        }, icon('cross')))),
      h('button', {
        type: 'button', class: 'button small quiet', 'aria-label': t('span.add.of', { of }), onclick: add,
      }, icon('plus'), t('span.add')));
    showNextDay();
  }

  function showNextDay() {
    for (const [index, mark] of list.querySelectorAll('.next-day').entries()) {
      const [start, end] = spans[index];
      mark.textContent = end.length === 5 && start.length === 5 && end < start ? t('span.next_day') : '';
    }
  }

  const changed = () => list.dispatchEvent(new Event('input', { bubbles: true }));

  function add() {
    const last = spans.at(-1)?.[1] ?? '';
    spans.push(last && last < '18:00' ? [last, '18:00'] : ['', '']);
    show();
    changed();
    list.querySelectorAll('.span:last-of-type input')[0].focus();
  }

  function remove(index) {
    spans.splice(index, 1);
    show();
    changed();
    list.querySelector('button:last-child').focus();
  }

  function write(values) {
    spans = (values ?? []).map((span) => [...span]);
    show();
  }

  write(value);
  return {
    name, secret: false, write,
    element: h('div', { class: 'spans-field', 'data-field': name }, list, wrong),
    read: () => spans.map((span) => span.map(asTime)).filter(([start, end]) => start || end),
    focus: () => (list.querySelector('input') ?? list.querySelector('button')).focus(),
    missing: () => false,
    say(words) {
      wrong.textContent = words ?? '';
      wrong.hidden = !words;
      for (const control of list.querySelectorAll('input')) control.setAttribute('aria-invalid', String(Boolean(words)));
    },
  };
}
