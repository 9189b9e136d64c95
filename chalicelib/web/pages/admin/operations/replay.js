/** The section that plays stored days against another allocation, capacity or staff, and sets both side by side. */
import { fill, h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { createPeriod } from '../surveys/period.js';
import { wordsOf } from '../parts/problem.js';
import { nothing, table } from '../section.js';

const FIGURES = ['served', 'waited', 'given_up'];
const TIMES = ['median_seconds', 'ninety_percent_seconds', 'longest_seconds'];

export function showReplay({ leaving }) {
  const period = createPeriod({ changed() {} });
  const allocation = h('select', {}, ['', 'rotation', 'balanced'].map((one) => h('option', { value: one }, t(one ? `allocation.${one}` : 'replay.as_it_was'))));
  const capacity = h('input', { type: 'number', min: 1, max: 100, inputmode: 'numeric', placeholder: t('replay.as_it_was') });
  const staff = h('input', { type: 'number', min: -100, max: 100, placeholder: '0' });
  const start = h('button', { type: 'submit', class: 'button primary' }, t('replay.start'));
  const report = h('div', { class: 'section-content', 'aria-live': 'polite' }, nothing(t('replay.not_yet')));

  async function play(event) {
    event.preventDefault();
    start.disabled = true;
    start.textContent = t('replay.busy');
    try {
      const chosen = { allocation: allocation.value, capacity: capacity.value, staff: staff.value };
      const asked = { ...period.bounds(), ...Object.fromEntries(Object.entries(chosen).filter(([, value]) => value)) };
      const compared = await api.replay(asked);
      if (!leaving.aborted) fill(report, show(compared));
    } catch (problem) {
      if (!leaving.aborted) fill(report, h('p', { class: 'note error' }, wordsOf(problem)));
    } finally {
      start.disabled = false;
      start.textContent = t('replay.start');
    }
  }

  return h('section', { class: 'section', 'aria-labelledby': 'section-title' },
    h('header', { class: 'section-head' },
      h('div', {},
        h('h1', { id: 'section-title', tabindex: -1 }, t('section.replay')),
        h('p', { class: 'section-hint' }, t('section.replay.hint')))),
    h('form', { class: 'section-buttons what-if', onsubmit: play },
      period.element,
      h('label', { class: 'field' }, t('field.allocation'), allocation),
      h('label', { class: 'field' }, t('replay.capacity'), capacity),
      h('label', { class: 'field' }, t('replay.staff'), staff),
      start),
    report);
}

function show({ was, would_be: wouldBe, agents, conversations }) {
  const columns = [t('replay.figure'), t('replay.was'), t('replay.would_be')];
  const figures = [...FIGURES.map((one) => row(one, was[one], wouldBe[one])), ...TIMES.map((one) => row(one, seconds(was[one]), seconds(wouldBe[one])))];
  return [
    table({ caption: t('section.replay'), columns, rows: figures }),
    agents.length ? table({
      caption: t('replay.agents'),
      columns: [t('agents.name'), t('replay.was'), t('replay.would_be')],
      rows: agents.map((one) => ({ key: one.agent_id, cells: [h('bdi', {}, one.name), `${one.was}`, `${one.would_be}`] })),
    }) : '',
    h('p', { class: 'quiet' }, t('replay.supposed', { count: conversations })),
  ];
}

const row = (name, was, wouldBe) => ({ key: name, cells: [t(`replay.${name}`), `${was}`, `${wouldBe}`] });

const seconds = (number) => (number === null ? '—' : t('replay.seconds', { seconds: Math.round(number) }));
