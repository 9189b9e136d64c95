/** The section of satisfaction: how many were asked, answered and are content, by day, agent, group or plan. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { bars } from './bars.js';
import { csvOf, download } from './csv.js';
import { createPeriod } from './period.js';
import { createSection, nothing, table } from '../section.js';

const WAYS = ['day', 'agent', 'group', 'plan'];
const COLUMNS = ['asked', 'answered', 'answer_rate', 'average', 'distribution', 'low_share', 'resolved_share', 'callbacks'];
const SCORES = [1, 2, 3, 4, 5];

export function showSatisfaction({ leaving }) {
  const by = h('select', { 'aria-label': t('figures.by'), onchange: () => section.reload() },
    WAYS.map((way) => h('option', { value: way }, t(`figures.by.${way}`))));
  const period = createPeriod({ changed: () => section.reload() });
  const save = h('button', { type: 'button', class: 'button', disabled: true, onclick: saveCsv }, t('figures.csv'));
  let shown = null;

  const section = createSection({
    id: 'satisfaction',
    tools: h('div', { class: 'months' }, period.element, by, save),
    load: async () => {
      const asked = { ...period.read(), by: by.value };
      return { asked, ...await api.readFigures(asked) };
    },
    show(figures) {
      shown = figures;
      period.learn(figures);
      save.disabled = !figures.items.length;
      if (!figures.total.asked) return nothing(t('figures.none'));
      return [summary(figures.total), list(figures)];
    },
  }, leaving);

  function saveCsv() {
    const { from, to, asked: { by: way } } = shown;
    download(`satisfaction-${way}-${from}-${to}.csv`, csvOf(fileOf(shown)));
  }

  return section.element;
}

/** Nobody's surveys have no key. */
const nameOf = ({ key, name }) => (key ? name : t('figures.nobody'));

const percent = (share) => (share === null ? '—' : `${(share * 100).toFixed(1)}%`);
const mean = (average) => (average === null ? '—' : average.toFixed(2));

function summary(total) {
  const facts = [
    ['average', mean(total.average)], ['answer_rate', percent(total.answer_rate)], ['low_share', percent(total.low_share)],
    ['resolved_share', percent(total.resolved_share)], ['callbacks', callbacks(total)],
  ];
  return h('dl', { class: 'panel padded figures' }, facts.map(([name, value]) => h('div', {}, h('dt', {}, t(`figures.${name}`)), h('dd', {}, value))));
}

const list = ({ asked, items, total }) => table({
  caption: t('section.satisfaction'),
  columns: [t(`figures.by.${asked.by}`), ...COLUMNS.map((column) => t(`figures.${column}`))],
  rows: [
    ...items.map((one) => ({ key: one.key || 'nobody', faded: !one.asked, cells: [h('bdi', { class: 'who-name' }, nameOf(one)), ...cellsOf(one)] })),
    { key: 'total', cells: [h('b', {}, t('figures.total')), ...cellsOf(total)] },
  ],
});

const number = (words) => h('span', { class: 'number' }, `${words}`);

const cellsOf = (one) => [
  number(one.asked), number(one.answered), number(percent(one.answer_rate)), number(mean(one.average)),
  one.answered ? bars(one.distribution) : '—',
  number(percent(one.low_share)), number(percent(one.resolved_share)), number(callbacks(one)),
];

const callbacks = (one) => (one.callbacks ? t('figures.in_time', { done: one.callbacks_in_time, reached: one.callbacks_reached, all: one.callbacks }) : '—');

function fileOf({ asked, items, total }) {
  const rounded = (share) => (share === null ? '' : Math.round(share * 10_000) / 100);
  const row = (name, one) => [
    name, one.asked, one.answered, rounded(one.answer_rate), one.average ?? '', ...one.distribution, one.low, rounded(one.low_share),
    rounded(one.resolved_share), one.callbacks, one.callbacks_in_time, one.callbacks_reached,
  ];
  const heads = [
    t(`figures.by.${asked.by}`), t('figures.asked'), t('figures.answered'), `${t('figures.answer_rate')} %`, t('figures.average'),
    ...SCORES.map((score) => t('figures.score', { score })), t('figures.low'), `${t('figures.low_share')} %`, `${t('figures.resolved_share')} %`,
    t('figures.callbacks.all'), t('figures.callbacks.in_time'), t('figures.callbacks.reached'),
  ];
  return [heads, ...items.map((one) => row(nameOf(one), one)), row(t('figures.total'), total)];
}
