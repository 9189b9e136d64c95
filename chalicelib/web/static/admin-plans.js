/** The section of plans: one for each website, with the line of HTML that puts the chat on it. */
import { h } from './console-dom.js';
import { t } from './console-i18n.js';
import * as api from './admin-api.js';
import { radioField, tickField, ticksField } from './admin-choices.js';
import { openForm } from './admin-drawer.js';
import { createEmbed } from './admin-embed.js';
import { linesField, numberField, textField } from './admin-fields.js';
import { choosableGroups, namesOf } from './admin-people.js';
import { createSection, nothing } from './admin-section.js';

const ALLOCATIONS = ['rotation', 'balanced'];

export function showPlans({ say, leaving }) {
  let groups = [];
  const open = (plan) => openPlan(plan, groups, leaving, stored);
  const section = createSection({
    id: 'plans',
    create: { label: t('plans.new'), run: () => open(null) },
    load: () => Promise.all([api.listPlans(), choosableGroups()]),
    show([plans, readGroups]) {
      groups = readGroups;
      const group = namesOf(groups, 'group_id', (one) => one.name);
      return plans.length ? h('ul', { class: 'plans' }, plans.map((plan) => card(plan, group, open))) : nothing(t('plans.none'));
    },
  }, leaving);

  /** Also when nothing was stored: a colleague may have changed the plan meanwhile. */
  function stored(answer) {
    if (answer) say(t('stored', { name: answer.name }));
    section.reload();
  }

  return section.element;
}

function card(plan, group, open) {
  const facts = [
    ['group_ids', plan.group_ids.length ? plan.group_ids.map(group).join(t('comma')) : t('plans.everybody')],
    ['allocation', t(`allocation.${plan.allocation}`)],
    ['prefer_last_agent', t(plan.prefer_last_agent ? 'yes' : 'no')],
    ['accept_seconds', t('seconds', { count: plan.accept_seconds })],
    ['allowed_origins', plan.allowed_origins.length ? plan.allowed_origins.map((origin) => h('code', {}, origin)) : t('plans.anywhere')],
  ];
  return h('li', { class: 'panel padded plan', 'data-key': plan.key },
    h('header', { class: 'plan-head' },
      h('h2', { dir: 'auto' }, plan.name), h('code', {}, plan.key), h('span', { class: 'spring' }),
      h('button', {
        type: 'button', class: 'button small', 'aria-label': `${t('edit')} ${plan.name}`, onclick: () => open(plan),
      }, t('edit'))),
    h('dl', { class: 'facts' }, facts.map(([field, value]) =>
      h('div', {}, h('dt', {}, t(`field.${field}`)), h('dd', { dir: 'auto' }, value)))),
    createEmbed(plan.key));
}

function openPlan(plan, groups, leaving, done) {
  const key = textField({ name: 'key', label: t('field.key'), hint: t('plan.key.hint'), required: true });
  openForm({
    title: plan ? t('edit.title', { name: plan.name }) : t('plans.new'),
    form: {
      name: `plan.${plan?.key ?? 'new'}`,
      fields: [
        ...(plan ? [] : [key]),
        textField({ name: 'name', label: t('field.name'), hint: t('plan.name.hint'), value: plan?.name, required: true }),
        ticksField({
          name: 'group_ids', label: t('field.group_ids'), hint: t('plan.groups.hint'), value: plan?.group_ids, empty: t('groups.none'),
          options: groups.map((group) => [group.group_id, group.name]),
        }),
        radioField({
          name: 'allocation', label: t('field.allocation'), value: plan?.allocation ?? 'rotation',
          options: ALLOCATIONS.map((way) => [way, t(`allocation.${way}`), t(`allocation.${way}.hint`)]),
        }),
        tickField({
          name: 'prefer_last_agent', label: t('field.prefer_last_agent'), hint: t('plan.prefer_last_agent.hint'),
          value: plan?.prefer_last_agent,
        }),
        numberField({
          name: 'accept_seconds', label: t('field.accept_seconds'), hint: t('plan.accept_seconds.hint'), unit: t('unit.seconds'),
          value: plan?.accept_seconds ?? 90, min: 10, max: 86_400, required: true,
        }),
        linesField({
          name: 'allowed_origins', label: t('field.allowed_origins'), hint: t('plan.allowed_origins.hint'), value: plan?.allowed_origins,
          placeholder: 'https://www.example.com',
        }),
      ],
      label: plan ? t('save') : t('plans.create'),
      send: (values, requestKey) => (plan
        ? api.updatePlan(plan.key, { ...values, version: plan.version })
        : api.createPlan(values, requestKey)),
    },
    done,
  }, leaving);
}
