/** When a plan is open: spans of the week, breaks, a country's holidays, and days of one's own. */
import { h } from '../../kit/dom.js';
import { language, t } from '../../desk/i18n.ts';
import { selectField, textField } from '../parts/fields.js';
import { groupField, listField } from '../parts/parts.js';
import { spansField } from './spans.js';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WEEKDAYS = DAYS.slice(0, 5);
const COUNTRIES = ['CN', 'HK', 'TW', 'SG', 'JP', 'US', 'DE', 'GB', 'FR'];
const USUAL = {
  weekly: Object.fromEntries(DAYS.map((day) => [day, WEEKDAYS.includes(day) ? [['09:00', '18:00']] : []])), breaks: [], country: 'CN', exceptions: [],
};

export function hoursField({ value }) {
  const always = h('input', { type: 'checkbox', name: 'always_open', onchange: show });
  const week = groupField({ name: 'weekly', parts: Object.fromEntries(DAYS.map((day) => [day, dayOf(day)])), lay: layWeek });
  const all = groupField({
    name: 'hours',
    parts: { weekly: week, breaks: breaks(), country: country(), exceptions: exceptions() },
    lay: (parts, wrong) => h('div', { class: 'hours' },
      h('fieldset', { class: 'form-field' }, h('legend', {}, t('hours.weekly')), h('p', { class: 'field-hint' }, t('hours.weekly.hint')), parts.weekly.element),
      h('fieldset', { class: 'form-field' }, h('legend', {}, t('hours.breaks')), h('p', { class: 'field-hint' }, t('hours.breaks.hint')), parts.breaks.element),
      parts.country.element, parts.exceptions.element, wrong),
  });

  function layWeek(parts, wrong) {
    return h('div', { class: 'week' }, DAYS.map((day) => h('div', { class: 'week-day', role: 'group', 'aria-label': t(`day.${day}`) },
      h('b', {}, t(`day.${day}`)), parts[day].element,
      day === 'mon' && h('button', { type: 'button', class: 'link', onclick: copyMonday }, t('hours.copy_monday')))), wrong);
  }

  function copyMonday() {
    const { mon, ...others } = week.read();
    week.write({ ...others, ...Object.fromEntries(WEEKDAYS.map((day) => [day, mon])) });
    all.element.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function show() {
    all.element.hidden = always.checked;
  }

  function write(hours) {
    always.checked = hours === null;
    all.write(hours ?? USUAL);
    show();
  }

  const element = h('div', { class: 'hours-field', 'data-field': 'hours' },
    h('label', { class: 'tick' }, always, h('span', {}, t('hours.always'), h('small', {}, t('hours.always.hint')))), all.element);
  write(value ?? null);
  return {
    ...all, element, write,
    read: () => (always.checked ? null : all.read()),
    focus: () => (always.checked ? always.focus() : all.focus()),
  };
}

const dayOf = (day) => spansField({ name: `weekly.${day}`, of: t(`day.${day}`), none: t('hours.closed') });

const breaks = () => spansField({ name: 'breaks', of: t('hours.breaks'), none: t('hours.breaks.none') });

function country() {
  const names = new Intl.DisplayNames([language.code], { type: 'region' });
  const field = selectField({
    name: 'country', label: t('hours.country'), hint: t('hours.country.hint'),
    options: [['', t('hours.country.none')], ...COUNTRIES.map((code) => [code, names.of(code)])],
  });
  const select = field.element.querySelector('select');

  /** A plan may keep the holidays of a country that is not offered here. */
  function write(code) {
    if (code && ![...select.options].some((option) => option.value === code)) select.append(h('option', { value: code }, names.of(code)));
    field.write(code ?? '');
  }

  return { ...field, write, read: () => field.read() || null };
}

const exceptions = () => listField({
  name: 'exceptions', label: t('hours.exceptions'), hint: t('hours.exceptions.hint'), add: t('hours.exceptions.add'),
  title: (number) => t('hours.exceptions.one', { number }), none: t('hours.exceptions.none'), rowClass: 'own-day',
  blank: () => ({ date: '', name: '', spans: [] }),
  make: (its) => groupField({
    name: 'exception',
    parts: {
      date: textField({ name: 'exception.date', label: t('hours.date'), type: 'date', value: its.date }),
      name: textField({ name: 'exception.name', label: t('hours.name'), value: its.name }),
      spans: spansField({ name: 'exception.spans', of: its.date || t('hours.exceptions'), value: its.spans, none: t('hours.closed_all_day') }),
    },
    lay: (parts, wrong) => h('div', { class: 'list-fields' }, Object.values(parts).map((part) => part.element), wrong),
  }),
});
