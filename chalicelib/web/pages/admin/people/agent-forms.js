/** The forms of one agent: a new one, what is known of one, and a password for one. */
import { fill, h } from '../../kit/dom.js';
import { clockOf } from '../../desk/format.ts';
import { language, t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { tickField } from '../parts/choices.js';
import { openForm } from '../parts/drawer.js';
import { givenPasswordField, numberField, selectField, textField } from '../parts/fields.js';
import { newKey } from '../parts/once.js';
import { wordsOf } from '../parts/problem.js';
import { roleName } from '../parts/rights.js';

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

const password = (more = {}) => [
  givenPasswordField({ name: 'password', label: t('field.password'), hint: t('agent.password.hint'), make: t('agent.password.make'), ...more }),
  tickField({ name: 'temporary', label: t('field.temporary'), hint: t('agent.temporary.hint'), value: true }),
];

export function openNewAgent(roles, leaving, done) {
  const blank = { role: 'agent', capacity: 5 };
  openForm({
    title: t('agents.new'),
    form: {
      name: 'agent.new',
      fields: [...about(blank, roles), ...password({ required: false, hint: t('agent.password.invite') }), hidden(false)],
      label: t('agents.create'),
      send: ({ password: given, ...values }, key) =>
        api.createAgent({ ...values, ...(given ? { password: given } : { language: language.code }) }, key),
    },
    done,
  }, leaving);
}

export function openAgent(agent, roles, leaving, done) {
  openForm({
    title: t('edit.title', { name: agent.name }),
    aside: lockOf(agent),
    form: {
      name: `agent.${agent.agent_id}`,
      fields: [...about(agent, roles), hidden(agent.hidden)],
      label: t('save'),
      send: (values) => api.updateAgent(agent.agent_id, changed(values, agent)),
    },
    done,
  }, leaving);
}

/** Says that they must wait after failed sign-ins, once the desk has told so, and lets them in at once. */
function lockOf(agent) {
  const place = h('div', { class: 'drawer-aside', 'aria-live': 'polite' });

  async function unlock(event) {
    event.currentTarget.disabled = true;
    try {
      await api.unlockAgent(agent.agent_id);
      const said = h('p', { class: 'note info', tabindex: -1 }, t('agent.unlocked'));
      fill(place, said);
      said.focus();
    } catch (problem) {
      fill(place, h('p', { class: 'note error' }, wordsOf(problem)));
    }
  }

  function show({ locked_until: until }) {
    if (!until) return;
    fill(place, h('p', { class: 'note warning locked' }, t('agent.locked', { time: clockOf(until) }), ' ',
      h('button', { type: 'button', class: 'link', onclick: unlock }, t('agent.unlock'))));
  }

  // Without an answer the form is there all the same: the lock is an aside.
  api.readAgent(agent.agent_id).then(show, () => {});
  return place;
}

/** Only what was changed, so that what a colleague changes at the same time stays. */
const changed = (values, before) => Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== before[name]));

export function openPassword(agent, leaving, done) {
  openForm({
    title: t('password.reset.title', { name: agent.name }),
    intro: t('password.reset.intro'),
    aside: inviting(agent),
    form: {
      name: `agent.${agent.agent_id}.password`, fields: password(), label: t('password.reset'),
      send: (values) => api.updateAgent(agent.agent_id, values),
    },
    done,
  }, leaving);
}

/** In place of giving them a password: a letter with a link by which they choose one. */
function inviting(agent) {
  const place = h('div', { class: 'drawer-aside', 'aria-live': 'polite' });
  const key = newKey();

  async function invite(event) {
    event.currentTarget.disabled = true;
    try {
      await api.inviteAgent(agent.agent_id, { language: language.code }, key);
      const said = h('p', { class: 'note info', tabindex: -1 }, t('agent.invited', { email: agent.email }));
      fill(place, said);
      said.focus();
    } catch (problem) {
      event.target.disabled = false;
      fill(place, offer, h('p', { class: 'note error' }, wordsOf(problem)));
    }
  }

  const offer = h('p', { class: 'note' }, t('agent.invite.instead'), ' ',
    h('button', { type: 'button', class: 'link', onclick: invite }, t('agent.invite')));
  fill(place, offer);
  return place;
}
