/** The section of groups: who receives together, led by whom, and for which visitors. */
import { h } from '../../kit/dom.js';
import { agentName } from '../../desk/format.ts';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { ticksField } from '../parts/choices.js';
import { openForm } from '../parts/drawer.js';
import { linesField, selectField, textField } from '../parts/fields.js';
import { knownAgents, namesOf } from '../parts/people.js';
import { createSection, nothing, table } from '../section.js';

const LEVELS = ['vip', 'gold', 'silver', 'normal'];
const SHOWN_MEMBERS = 6;

export function showGroups({ say, leaving }) {
  let agents = [];
  const section = createSection({
    id: 'groups',
    create: { label: t('groups.new'), run: () => openGroup(null, agents, leaving, stored) },
    load: () => Promise.all([api.listGroups(), knownAgents()]),
    show([groups, readAgents]) {
      agents = readAgents;
      return groups.length ? list(groups) : nothing(t('groups.none'));
    },
  }, leaving);

  function stored(answer) {
    if (!answer) return;
    say(t('stored', { name: answer.name }));
    section.reload();
  }

  function list(groups) {
    const name = namesOf(agents, 'agent_id', agentName);
    return table({
      caption: t('section.groups'),
      columns: ['name', 'leader_id', 'member_ids', 'levels', 'channels'].map((field) => t(`field.${field}`)).concat(t('actions')),
      rows: groups.map((group) => ({
        key: group.group_id,
        cells: [
          h('span', { class: 'who-name', dir: 'auto' }, group.name),
          h('bdi', {}, name(group.leader_id)),
          members(group.member_ids.map(namesOf(agents, 'agent_id', (agent) => agent.name))),
          group.levels.length ? chips(group.levels.map((level) => t(`level.${level}`))) : all(),
          group.channels.length ? chips(group.channels) : all(),
          h('div', { class: 'actions' }, h('button', {
            type: 'button', class: 'button small quiet', 'aria-label': `${t('edit')} ${group.name}`,
            onclick: () => openGroup(group, agents, leaving, stored),
          }, t('edit'))),
        ],
      })),
    });
  }

  return section.element;
}

function members(names) {
  const more = names.length - SHOWN_MEMBERS;
  return h('div', { title: names.join('\n') }, h('b', { class: 'number' }, `${names.length}`), ' ',
    h('span', { class: 'members' }, names.slice(0, SHOWN_MEMBERS).join(t('comma')), more > 0 && t('groups.more', { count: more })));
}

const all = () => h('span', { class: 'quiet' }, t('all'));

const chips = (words) => h('div', { class: 'chips' }, words.map((one) => h('span', { class: 'chip', dir: 'auto' }, one)));

function openGroup(group, agents, leaving, done) {
  const inside = new Set([group?.leader_id, ...group?.member_ids ?? []]);
  const people = agents
    .filter((agent) => agent.active !== false || inside.has(agent.agent_id))
    .map((agent) => [agent.agent_id, agentName(agent)]);
  const leaderGone = group && !people.some(([id]) => id === group.leader_id);
  const leaders = [['', t('groups.choose_leader')], ...people, ...(leaderGone ? [[group.leader_id, group.leader_id]] : [])];
  openForm({
    title: group ? t('edit.title', { name: group.name }) : t('groups.new'),
    form: {
      name: `group.${group?.group_id ?? 'new'}`,
      fields: [
        textField({ name: 'name', label: t('field.name'), value: group?.name, required: true }),
        selectField({
          name: 'leader_id', label: t('field.leader_id'), hint: t('group.leader.hint'), value: group?.leader_id, required: true,
          options: leaders,
        }),
        ticksField({
          name: 'member_ids', label: t('field.member_ids'), value: group?.member_ids, options: people,
          search: t('agents.find'), empty: t('group.members.none'),
        }),
        ticksField({
          name: 'levels', label: t('field.levels'), hint: t('group.levels.hint'), value: group?.levels, row: true,
          options: LEVELS.map((level) => [level, t(`level.${level}`)]),
        }),
        linesField({
          name: 'channels', label: t('field.channels'), hint: t('group.channels.hint'), value: group?.channels,
          placeholder: 'https://shop.example/tea',
        }),
      ],
      label: group ? t('save') : t('groups.create'),
      send: (values, key) => (group ? api.updateGroup(group.group_id, values) : api.createGroup(values, key)),
    },
    done,
  }, leaving);
}
