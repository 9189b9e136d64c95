/** How long a question may stand, and how long an agent or a visitor who is not there is waited for. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { numberField } from '../parts/fields.js';
import { groupField } from '../parts/parts.js';

const TIMES = ['warn_seconds', 'move_seconds', 'absent_seconds', 'left_seconds'];

export function watchField({ value }) {
  const fields = TIMES.map((name) => [name, numberField({
    name: `watch.${name}`, label: t(`watch.${name}`), hint: t(`watch.${name}.hint`), unit: t('unit.seconds'),
    value: value[name], min: 10, max: 86_400,
  })]);
  return groupField({
    name: 'watch', parts: Object.fromEntries(fields),
    lay: (parts, wrong) => h('div', { class: 'form-fields' }, Object.values(parts).map((part) => part.element), wrong),
  });
}
