/** What strangers may do: how often, how many at once, and what it may cost. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { linesField, numberField } from '../parts/fields.js';
import { groupField } from '../parts/parts.js';

const NUMBERS = [
  ['visits_by_address', 1, 10_000_000], ['visits_by_plan', 1, 10_000_000],
  ['starts_by_visitor', 1, 10_000_000], ['starts_by_address', 1, 10_000_000], ['starts_by_plan', 1, 10_000_000],
  ['waiting_by_address', 1, 1_000], ['messages_by_visitor', 1, 10_000_000],
  ['left_by_visitor', 1, 10_000_000], ['left_by_address', 1, 10_000_000], ['left_by_plan', 1, 10_000_000],
  ['idle_minutes', 0, 10_080], ['notices_by_recipient', 1, 1_000], ['sms_by_day', 0, 1_000_000],
];
const LISTS = [['sms_countries', 'CN'], ['keep_parameters', 'product_id']];

export function limitsField({ value }) {
  const numbers = NUMBERS.map(([name, min, max]) => [name, numberField({
    name: `limits.${name}`, label: t(`limits.${name}`), value: value[name], min, max, required: true,
  })]);
  const lists = LISTS.map(([name, placeholder]) => [name, linesField({
    name: `limits.${name}`, label: t(`limits.${name}`), hint: t(`limits.${name}.hint`), value: value[name], placeholder, rows: 2,
  })]);
  return groupField({
    name: 'limits', parts: Object.fromEntries([...numbers, ...lists]),
    lay: (parts, wrong) => h('div', { class: 'form-fields' }, Object.values(parts).map((part) => part.element), wrong),
  });
}
