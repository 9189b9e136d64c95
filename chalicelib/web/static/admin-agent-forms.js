/** The forms of one agent: a new one, what is known of one, and a password for one. */
import { t } from './console-i18n.js';
import * as api from './admin-api.js';
import { tickField } from './admin-choices.js';
import { openForm } from './admin-drawer.js';
import { givenPasswordField, numberField, selectField, textField } from './admin-fields.js';
import { roleName } from './admin-rights.js';

const about = (agent, roles) => [
  textField({ name: 'name', label: t('agent.name'), hint: t('agent.name.hint'), value: agent.name, required: true }),
  textField({ name: 'number', label: t('field.number'), hint: t('agent.number.hint'), value: agent.number, required: true }),
  textField({ name: 'email', label: t('field.email'), hint: t('agent.email.hint'), value: agent.email, type: 'email', required: true }),
  selectField({
    name: 'role', label: t('field.role'), value: agent.role, required: true, options: roles.map((role) => [role.role_id, roleName(role)]),
  }),
  numberField({
    name: 'capacity', label: t('field.capacity'), hint: t('agent.capacity.hint'), value: agent.capacity, min: 1, max: 100, required: true,
  }),
];

const hidden = (value) => tickField({ name: 'hidden', label: t('field.hidden'), hint: t('agent.hidden.hint'), value });

const password = () => [
  givenPasswordField({ name: 'password', label: t('field.password'), hint: t('agent.password.hint'), make: t('agent.password.make') }),
  tickField({ name: 'temporary', label: t('field.temporary'), hint: t('agent.temporary.hint'), value: true }),
];

export function openNewAgent(roles, leaving, done) {
  const blank = { role: 'agent', capacity: 5 };
  openForm({
    title: t('agents.new'),
    form: {
      name: 'agent.new',
      fields: [...about(blank, roles), ...password(), hidden(false)],
      label: t('agents.create'),
      send: api.createAgent,
    },
    done,
  }, leaving);
}

export function openAgent(agent, roles, leaving, done) {
  openForm({
    title: t('edit.title', { name: agent.name }),
    form: {
      name: `agent.${agent.agent_id}`,
      fields: [...about(agent, roles), hidden(agent.hidden)],
      label: t('save'),
      send: (values) => api.updateAgent(agent.agent_id, changed(values, agent)),
    },
    done,
  }, leaving);
}

/** Only what was changed, so that what a colleague changes at the same time stays. */
const changed = (values, before) => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));

export function openPassword(agent, leaving, done) {
  openForm({
    title: t('password.reset.title', { name: agent.name }),
    intro: t('password.reset.intro'),
    form: {
      name: `agent.${agent.agent_id}.password`, fields: password(), label: t('password.reset'),
      send: (values) => api.updateAgent(agent.agent_id, values),
    },
    done,
  }, leaving);
}
