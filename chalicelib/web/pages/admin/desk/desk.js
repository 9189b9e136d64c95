/** The section of the desk itself: its name, its time zone, and how many may be signed in at once. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { numberField, textField } from '../parts/fields.js';
import { createForm } from '../parts/form.js';
import { createSection } from '../section.js';

export function showDesk({ say, leaving }) {
  const section = createSection({
    id: 'desk',
    load: api.readDesk,
    show: (desk) => [seats(desk), h('div', { class: 'panel padded' }, form(desk))],
  }, leaving);

  const form = (desk) => createForm({
    name: 'desk',
    fields: [
      textField({ name: 'name', label: t('field.name'), hint: t('desk.name.hint'), value: desk.name, required: true }),
      numberField({
        name: 'seats', label: t('field.seats'), hint: t('desk.seats.hint'), value: desk.seats, min: 1, max: 10_000, required: true,
      }),
      textField({
        name: 'time_zone', label: t('field.time_zone'), hint: t('desk.time_zone.hint'), value: desk.time_zone, required: true,
        list: Intl.supportedValuesOf('timeZone'),
      }),
      numberField({
        name: 'away_minutes', label: t('field.away_minutes'), hint: t('desk.away_minutes.hint'), value: desk.away_minutes, min: 0, max: 1440, required: true,
      }),
    ],
    label: t('save'),
    send: api.updateDesk,
    done() {
      say(t('desk.stored'));
      section.reload();
    },
  }).element;

  return section.element;
}

function seats({ seats: all, seats_taken: taken }) {
  return h('div', { class: 'panel padded seats' },
    h('p', {},
      h('b', { class: 'seats-taken' }, `${taken}`),
      h('span', { class: 'seats-all' }, ` / ${all}`),
      h('span', { class: 'quiet' }, t('desk.taken.label'))),
    h('progress', {
      class: taken >= all ? 'full' : null, max: all, value: Math.min(taken, all), 'aria-label': t('desk.taken', { taken, all }),
    }),
    h('p', { class: 'field-hint' }, t('desk.free', { free: Math.max(0, all - taken) })));
}
