/** The section of agents: everybody who signs in, and what can be done about them. */
import { confirmed } from '../../kit/dialog.js';
import { fill, h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { avatar } from '../../console/conversations/row.js';
import * as api from '../parts/api.ts';
import { openAgent, openNewAgent, openPassword } from './agent-forms.js';
import { choosableRoles, namesOf } from '../parts/people.js';
import { wordsOf } from '../parts/problem.js';
import { BUILT_IN_ROLES, roleName } from '../parts/rights.js';
import { createSection, nothing, table } from '../section.js';

export function showAgents({ say, leaving }) {
  const finder = h('input', {
    type: 'search', class: 'finder', placeholder: t('agents.find'), 'aria-label': t('agents.find'), oninput: showList,
  });
  const disabled = h('input', { type: 'checkbox', onchange: showList });
  const disabledWords = h('span', {});
  const list = h('div', { class: 'agents' });
  let agents = [];
  let roles = [];

  const section = createSection({
    id: 'agents',
    create: { label: t('agents.new'), run: () => openNewAgent(roles, leaving, stored) },
    load: () => Promise.all([api.listAgents(), choosableRoles()]),
    show([readAgents, readRoles]) {
      [agents, roles] = [readAgents, withOwnOf(readAgents, readRoles)];
      disabledWords.textContent = t('agents.show_disabled', { count: agents.filter((agent) => !agent.active).length });
      showList();
      return [h('div', { class: 'tools' }, finder, h('label', { class: 'tick' }, disabled, disabledWords)), list];
    },
  }, leaving);

  function stored(answer) {
    if (!answer) return;
    say(t('stored', { name: answer.name }));
    section.reload();
  }

  function showList() {
    const wanted = finder.value.trim().toLowerCase();
    const found = agents.filter((agent) => (agent.active || disabled.checked)
      && `${agent.name}\n${agent.number}\n${agent.email}`.toLowerCase().includes(wanted));
    if (!found.length) return fill(list, nothing(t('agents.none')));
    const role = namesOf(roles, 'role_id', roleName);
    return fill(list, table({
      caption: t('section.agents'),
      columns: ['name', 'number', 'role', 'status', 'serving', 'actions'].map((column) => t(`agents.${column}`)),
      rows: found.map((agent) => ({
        key: agent.agent_id,
        faded: !agent.active,
        cells: [who(agent), agent.number, role(agent.role), status(agent), load(agent), actions(agent)],
      })),
    }));
  }

  function actions(agent) {
    const button = (what, run, whole = what) =>
      h('button', { type: 'button', class: 'button small quiet', 'aria-label': `${t(whole)} ${agent.name}`, onclick: run }, t(what));
    return h('div', { class: 'actions' },
      button('edit', () => openAgent(agent, roles, leaving, stored)),
      button('agents.password', () => openPassword(agent, leaving, stored), 'password.reset'),
      button(agent.active ? 'agents.disable' : 'agents.enable', () => switchOn(agent)));
  }

  async function switchOn(agent) {
    const ending = { title: t('disable.title', { name: agent.name }), paragraphs: [t('disable.body')], confirm: t('agents.disable') };
    if (agent.active && !await confirmed(ending, leaving)) return;
    try {
      stored(await api.updateAgent(agent.agent_id, { active: !agent.active }));
    } catch (problem) {
      say(wordsOf(problem), { kind: 'warning', stays: true });
    }
  }

  return section.element;
}

/** Roles that somebody has but whose names are not ours to read can still be kept. */
function withOwnOf(agents, roles) {
  const known = new Set([...BUILT_IN_ROLES, ...roles.map((role) => role.role_id)]);
  const others = [...new Set(agents.map((agent) => agent.role))].filter((roleId) => !known.has(roleId));
  return [...roles, ...others.map((roleId) => ({ role_id: roleId, name: roleId }))];
}

const who = (agent) => h('div', { class: 'who' },
  avatar({ visitor_id: agent.agent_id, visitor_name: agent.name }),
  h('div', {},
    h('span', { class: 'who-name', dir: 'auto' }, agent.name),
    h('span', { class: 'who-email', dir: 'ltr' }, agent.email)));

const status = (agent) => h('div', { class: 'chips' },
  agent.active
    ? h('span', { class: `status ${agent.status}` }, t(`presence.${agent.status}`))
    : h('span', { class: 'chip closed' }, t('agents.is_disabled')),
  agent.hidden && h('span', { class: 'chip' }, t('agents.is_hidden')),
  agent.active && agent.must_change_password && h('span', { class: 'chip waiting' }, t('agents.is_temporary')));

const load = ({ serving, capacity }) =>
  h('span', { class: serving >= capacity ? 'load full' : 'load' }, h('b', {}, `${serving}`), ` / ${capacity}`);
