/** The visitor's name and level on top of the card, and the form in which an agent corrects them. */
import * as api from '../../desk/api.ts';
import { fill, h, icon } from '../../kit/dom.js';
import { visitorName } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { avatar, levelBadge } from './row.js';

const LEVELS = ['vip', 'gold', 'silver', 'normal'];
const NAME_LIMIT = 80;
const EMAIL_LIMIT = 320;
const MOBILE_LIMIT = 40;

/** The address that does not hold, if it is one, else what went wrong. */
const wrongIn = ({ code, errors = [] }) => errors.map(({ field }) => field).find((field) => ['email', 'mobile'].includes(field)) ?? code;

export function createPerson({ session, conversations }, id) {
  const element = h('div', { class: 'card-who' });
  let editing = false;

  function show() {
    const one = conversations.get(id);
    if (editing || !one?.visitor) return;
    const { visits } = one.visitor;
    const edit = h('button', { type: 'button', class: 'icon-button', 'aria-label': t('person.edit'), title: t('person.edit'), onclick: () => open() }, icon('pencil'));
    fill(element,
      avatar(one),
      h('div', { class: 'card-name' },
        h('h2', { dir: 'auto' }, visitorName(one)),
        session.can('conversations.answer') && edit),
      levelBadge(one.visitor.level ?? one.level),
      visits && h('p', {}, t('card.visits.count', { count: visits })));
  }

  function open() {
    const { visitor, ...one } = conversations.get(id);
    const level = visitor.level ?? one.level ?? 'normal';
    const name = h('input', { id: 'person-name', dir: 'auto', maxlength: NAME_LIMIT, autocomplete: 'off', value: visitor.name ?? one.visitor_name });
    const levels = h('select', { id: 'person-level' }, LEVELS.map((value) => h('option', { value, selected: value === level }, t(`level.${value}`))));
    const email = h('input', { id: 'person-email', type: 'email', maxlength: EMAIL_LIMIT, autocomplete: 'off', value: visitor.email ?? '' });
    const mobile = h('input', { id: 'person-mobile', type: 'tel', maxlength: MOBILE_LIMIT, autocomplete: 'off', value: visitor.mobile ?? '' });
    const word = h('p', { class: 'note error', role: 'alert', hidden: true });
    const save = h('button', { class: 'button small primary' }, t('person.save'));

    /** Only those that were changed here: a colleague may have entered the other one meanwhile. */
    function addresses() {
      const said = { email: email.value.trim(), mobile: mobile.value.trim() };
      return Object.fromEntries(Object.entries(said).filter(([name, value]) => value !== (visitor[name] ?? '')));
    }

    async function attempt(event) {
      event.preventDefault();
      save.disabled = true;
      try {
        const changes = { ...(name.value.trim() && { name: name.value.trim() }), level: levels.value, ...addresses() };
        learn(await api.insist(() => api.updateVisitor(visitor.visitor_id ?? one.visitor_id, changes)));
        leave();
      } catch (problem) {
        save.disabled = false;
        word.textContent = tOf('person.failed', wrongIn(problem), { code: problem.code });
        word.hidden = false;
      }
    }

    editing = true;
    fill(element, h('form', { class: 'person-form', novalidate: true, onsubmit: attempt, onkeydown: (event) => event.key === 'Escape' && leave() },
      h('label', { class: 'field' }, h('span', {}, t('person.name')), name),
      h('label', { class: 'field' }, h('span', {}, t('person.level')), levels),
      h('label', { class: 'field' }, h('span', {}, t('person.mobile')), mobile),
      h('label', { class: 'field' }, h('span', {}, t('person.email')), email),
      word,
      h('div', { class: 'dialog-buttons' }, h('button', { type: 'button', class: 'button small', onclick: leave }, t('cancel')), save)));
    name.focus();
    name.select();
  }

  function leave() {
    editing = false;
    show();
    element.querySelector('.icon-button')?.focus();
  }

  function learn(card) {
    const one = conversations.get(id);
    conversations.learn({ ...one, visitor: { ...one.visitor, ...card }, visitor_name: card.name, level: card.level });
  }

  return { element, show };
}
