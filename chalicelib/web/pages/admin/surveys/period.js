/** A period of days that is looked at: this week, this month, the last thirty days, or one's own. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { now } from '../../desk/time.ts';

const PERIODS = ['week', 'month', 'days30', 'own'];
const MOST_DAYS = 92;
const two = (number) => String(number).padStart(2, '0');

/** 2026-11-23 */
const written = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

function daysFrom(day, count) {
  const [year, month, number] = day.split('-').map(Number);
  return written(new Date(year, month - 1, number + count));
}

/** Up to the day `to`. */
function boundsOf(period, to) {
  const [year, month, number] = to.split('-').map(Number);
  if (period === 'week') return { from: daysFrom(to, -((new Date(year, month - 1, number).getDay() + 6) % 7)), to };
  return { from: period === 'month' ? `${to.slice(0, 8)}01` : daysFrom(to, -29), to };
}

/**
 * `changed()` is called when another period is chosen; `read()` gives {from, to}, or {} for the last thirty days: where the
 * desk is it may be another day than here. `learn({to})` hears up to which day these went.
 */
export function createPeriod({ changed }) {
  const select = h('select', { 'aria-label': t('period.label'), onchange: choose }, PERIODS.map((one) => h('option', { value: one }, t(`period.${one}`))));
  const from = h('input', { type: 'date', 'aria-label': t('period.from'), required: true, onchange: () => type(from) });
  const to = h('input', { type: 'date', 'aria-label': t('period.to'), required: true, onchange: () => type(to) });
  const own = h('span', { class: 'own-period', hidden: true }, from, ' – ', to);
  let today = written(new Date(now()));
  select.value = 'days30';

  function show(bounds) {
    from.value = bounds.from;
    to.value = bounds.to;
  }

  function choose() {
    own.hidden = select.value !== 'own';
    if (select.value === 'own') return from.focus();
    show(boundsOf(select.value, today));
    return changed();
  }

  /** What was typed stays; the other end comes along when the period would be too long, or end before it begins. */
  function type(end) {
    if (!from.value || !to.value) return;
    const longest = daysFrom(from.value, MOST_DAYS - 1);
    if (end === from && to.value > longest) to.value = longest;
    if (end === from && to.value < from.value) to.value = from.value;
    if (end === to && to.value > longest) from.value = daysFrom(to.value, 1 - MOST_DAYS);
    if (end === to && to.value < from.value) from.value = to.value;
    changed();
  }

  show(boundsOf('days30', today));
  return {
    element: h('span', { class: 'period' }, select, own),
    read: () => (select.value === 'days30' ? {} : { from: from.value, to: to.value }),
    bounds: () => ({ from: from.value, to: to.value }),
    learn(counted) {
      if (select.value !== 'days30') return;
      today = counted.to;
      show(counted);
    },
  };
}
