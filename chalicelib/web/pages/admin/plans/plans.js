/** The section of plans: one for each website, how it stands, and the line of HTML that puts the chat on it. */
import { h } from '../../kit/dom.js';
import { t, tOf } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { createEmbed } from './embed.js';
import { choosableGroups, knownAgents, namesOf } from '../parts/people.js';
import { openNewPlan, openPlan } from './editor.js';
import { createSection, nothing } from '../section.js';

export function showPlans({ say, leaving }) {
  let people = { groups: [], agents: [] };
  const open = (plan) => openPlan(plan, people, leaving, stored);
  const section = createSection({
    id: 'plans',
    create: { label: t('plans.new'), run: () => openNewPlan(people, leaving, stored) },
    load: () => Promise.all([api.listPlans(), choosableGroups(), knownAgents()]),
    show([plans, groups, agents]) {
      people = { groups, agents: agents.filter((agent) => agent.active !== false) };
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
  const { offline, hours } = plan;
  const facts = [
    ['group_ids', plan.group_ids.length ? plan.group_ids.map(group).join(t('comma')) : t(plan.agent_ids.length ? 'plans.chosen' : 'plans.everybody')],
    ['allocation', t(`allocation.${plan.allocation}`)],
    ['accept_seconds', t('seconds', { count: plan.accept_seconds })],
    ['hours', hours ? t('plans.hours', { zone: plan.time_zone }) : t('hours.always')],
    ['recipients', offline.recipients.length ? offline.recipients.map(({ name }) => name).join(t('comma')) : t('plans.no_recipients')],
    ['allowed_origins', plan.allowed_origins.length ? plan.allowed_origins.map((origin) => h('code', {}, origin)) : t('plans.anywhere')],
  ];
  return h('li', { class: 'panel padded plan', 'data-key': plan.key },
    h('header', { class: 'plan-head' },
      h('h2', { dir: 'auto' }, plan.name), h('code', {}, plan.key),
      !plan.open && h('span', { class: 'chip waiting' }, t('plans.switched_off')), h('span', { class: 'spring' }),
      h('button', {
        type: 'button', class: 'button small', 'aria-label': `${t('edit')} ${plan.name}`, onclick: () => open(plan),
      }, t('edit'))),
    h('dl', { class: 'facts' }, facts.map(([field, value]) =>
      h('div', {}, h('dt', {}, tOf('field', field, { field })), h('dd', { dir: 'auto' }, value)))),
    createEmbed(plan.key));
}
