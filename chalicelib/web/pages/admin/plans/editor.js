/** Everything about one plan in one form: who answers, how it looks, what it says, when it is open, and what happens when nobody is there. */
import { h } from '../../kit/dom.js';
import { agentName } from '../../desk/format.ts';
import { language, t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { radioField, tickField, ticksField } from '../parts/choices.js';
import { openForm } from '../parts/drawer.js';
import { createEmbed, createFormAddress } from './embed.js';
import { linesField, numberField, textField } from '../parts/fields.js';
import { hoursField } from './hours.js';
import { limitsField } from './limits.js';
import { lookField } from './look.js';
import { offlineField } from './offline.js';
import { repliesField } from './replies.js';
import { surveyField } from './survey.js';
import { LANGUAGES, textsField } from './texts.js';
import { watchField } from './watch.js';

const ALLOCATIONS = ['rotation', 'balanced'];
const PARTS = [
  ['general', ['name', 'open', 'languages', 'time_zone', 'allowed_origins']],
  ['people', ['group_ids', 'agent_ids', 'allocation', 'prefer_last_agent', 'wait_for_last_agent_seconds', 'accept_seconds']],
  ['watch', ['watch']],
  ['hours', ['hours']],
  ['offline', ['offline']],
  ['texts', ['texts']],
  ['replies', ['auto_replies']],
  ['survey', ['survey']],
  ['limits', ['limits']],
  ['look', ['look']],
];

/** `people` is {groups, agents}: who may receive. */
export function openNewPlan(people, leaving, done) {
  openForm({
    title: t('plans.new'),
    intro: t('plans.new.intro'),
    form: {
      name: 'plan.new',
      fields: [textField({ name: 'key', label: t('field.key'), hint: t('plan.key.hint'), required: true }), ...newFields(people)],
      label: t('plans.create'),
      send: (values, requestKey) => api.createPlan(values, requestKey),
    },
    done,
  }, leaving);
}

export function openPlan(plan, people, leaving, done) {
  let { version } = plan;
  const fields = { ...aboutFields(plan, people), ...servingFields(plan, people), ...partFields(plan) };
  openForm({
    title: t('edit.title', { name: plan.name }),
    wide: true,
    form: {
      name: `plan.${plan.key}`,
      fields: Object.values(fields),
      label: t('save'),
      lay: () => parts(plan, fields),
      send: (_values, _key, changes) => api.updatePlan(plan.key, { ...changes, version }),
      async newest() {
        const now = await api.readPlan(plan.key);
        version = now.version;
        return Object.fromEntries(Object.values({ ...aboutFields(now, people), ...servingFields(now, people), ...partFields(now) })
          .map((field) => [field.name, field.read()]));
      },
    },
    done,
  }, leaving);
}

function newFields(people) {
  const { name, time_zone: zone, allowed_origins: origins } = aboutFields({}, people);
  return [name, zone, ...Object.values(servingFields({}, people)), origins];
}

const aboutFields = (plan) => ({
  name: textField({ name: 'name', label: t('field.name'), hint: t('plan.name.hint'), value: plan.name, required: true }),
  open: tickField({ name: 'open', label: t('plan.open'), hint: t('plan.open.hint'), value: plan.open }),
  languages: ticksField({
    name: 'languages', label: t('field.languages'), hint: t('plan.languages.hint'), value: plan.languages, row: true, required: true,
    options: LANGUAGES.map((code) => [code, t(`language.${code === 'en' ? 'en' : 'zh'}`)]),
  }),
  time_zone: textField({
    name: 'time_zone', label: t('field.time_zone'), hint: t('plan.time_zone.hint'), value: plan.time_zone ?? 'Asia/Shanghai', required: true,
    list: Intl.supportedValuesOf('timeZone'),
  }),
  allowed_origins: linesField({
    name: 'allowed_origins', label: t('field.allowed_origins'), hint: t('plan.allowed_origins.hint'), value: plan.allowed_origins,
    placeholder: 'https://www.example.com',
  }),
});

const servingFields = (plan, { groups, agents }) => ({
  group_ids: ticksField({
    name: 'group_ids', label: t('field.group_ids'), hint: t('plan.groups.hint'), value: plan.group_ids, empty: t('groups.none'),
    options: groups.map((group) => [group.group_id, group.name]),
  }),
  agent_ids: ticksField({
    name: 'agent_ids', label: t('field.agent_ids'), hint: t('plan.agents.hint'), value: plan.agent_ids, search: t('agents.find'),
    empty: t('group.members.none'), options: agents.map((agent) => [agent.agent_id, agentName(agent)]),
  }),
  allocation: radioField({
    name: 'allocation', label: t('field.allocation'), value: plan.allocation ?? 'rotation',
    options: ALLOCATIONS.map((way) => [way, t(`allocation.${way}`), t(`allocation.${way}.hint`)]),
  }),
  prefer_last_agent: tickField({
    name: 'prefer_last_agent', label: t('field.prefer_last_agent'), hint: t('plan.prefer_last_agent.hint'), value: plan.prefer_last_agent,
  }),
  wait_for_last_agent_seconds: numberField({
    name: 'wait_for_last_agent_seconds', label: t('field.wait_for_last_agent_seconds'), hint: t('plan.wait_for_last_agent_seconds.hint'),
    unit: t('unit.seconds'), value: plan.wait_for_last_agent_seconds ?? 0, min: 0, max: 600, required: true,
  }),
  accept_seconds: numberField({
    name: 'accept_seconds', label: t('field.accept_seconds'), hint: t('plan.accept_seconds.hint'), unit: t('unit.seconds'),
    value: plan.accept_seconds ?? 90, min: 10, max: 86_400, required: true,
  }),
});

function partFields(plan) {
  const texts = textsField({ value: plan.texts });
  return {
    hours: hoursField({ value: plan.hours }),
    offline: offlineField({ value: plan.offline }),
    texts,
    auto_replies: repliesField({ value: plan.auto_replies }),
    survey: surveyField({ value: plan.survey }),
    limits: limitsField({ value: plan.limits }),
    watch: watchField({ value: plan.watch }),
    look: lookField({ value: plan.look, texts: () => texts.read()[language.code] ?? {} }),
  };
}

/** All parts below each other, so that nothing hides; beside them their names, to jump there. */
function parts(plan, fields) {
  const blocks = PARTS.map(([id, names]) => block(id, names.map((name) => fields[name].element)));
  blocks.push(block('embed', [createEmbed(plan.key), createFormAddress(plan.key)]));
  const links = blocks.map(({ id, title, element }) => h('li', {}, h('button', {
    type: 'button', class: 'part-link', 'data-part': id, onclick: () => {
      element.scrollIntoView({ block: 'start' });
      title.focus({ preventScroll: true });
    },
  }, t(`part.${id}`))));
  const layout = h('div', { class: 'parts', oninput: fields.look.show },
    h('nav', { class: 'part-nav', 'aria-label': t('parts') }, h('ul', {}, links)),
    h('div', { class: 'part-blocks' }, blocks.map(({ element }) => element)));
  followScrolling(blocks, links);
  return layout;
}

function block(id, elements) {
  const title = h('h3', { tabindex: '-1' }, t(`part.${id}`));
  const element = h('section', { class: 'part', 'data-part': id, 'aria-label': t(`part.${id}`) },
    h('header', {}, title, h('p', { class: 'field-hint' }, t(`part.${id}.hint`))), elements);
  return { id, title, element };
}

/** Marks the part that is looked at. */
function followScrolling(blocks, links) {
  const seen = new Set();
  const watcher = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    const first = blocks.findIndex(({ element }) => seen.has(element));
    for (const [index, link] of links.entries()) link.firstChild.toggleAttribute('aria-current', index === first);
  }, { rootMargin: '-140px 0px -40% 0px' });
  for (const { element } of blocks) watcher.observe(element);
}
