/** The section of roles: which permission is in which role, and how far each role reaches. */
import { h, icon } from '../../kit/dom.js';
import { language, t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { radioField, ticksField } from '../parts/choices.js';
import { openForm } from '../parts/drawer.js';
import { textField } from '../parts/fields.js';
import { SCOPES, roleName } from '../parts/rights.js';
import { createSection } from '../section.js';

export function showRoles({ say, leaving }) {
  let permissions = [];
  const open = (role) => openRole(role, permissions, leaving, stored);
  const section = createSection({
    id: 'roles',
    create: { label: t('roles.new'), run: () => open(null) },
    load: () => Promise.all([api.listRoles(), api.listPermissions()]),
    show([roles, readPermissions]) {
      permissions = readPermissions;
      return [matrix(roles, permissions, open), h('p', { class: 'section-hint' }, t('roles.built_in.hint'))];
    },
  }, leaving);

  function stored(answer) {
    if (!answer) return;
    say(t('stored', { name: roleName(answer) }));
    section.reload();
  }

  return section.element;
}

/** The permission's name in the page's language, and in the other one for those who speak with colleagues in it. */
const names = (permission) => [permission[language.code], permission[language.other]];

function matrix(roles, permissions, open) {
  return h('div', { class: 'panel scrolls-across', tabindex: 0, role: 'region', 'aria-label': t('roles.matrix') },
    h('table', { class: 'matrix' },
      h('caption', { class: 'unseen' }, t('roles.matrix')),
      h('thead', {}, h('tr', {}, h('td', {}), roles.map((role) =>
        h('th', { scope: 'col', 'data-key': role.role_id }, headOf(role, open))))),
      h('tbody', {}, permissions.map((permission) => {
        const [name, otherName] = names(permission);
        return h('tr', { 'data-key': permission.permission },
          h('th', { scope: 'row' }, name, h('small', { lang: language.other }, otherName)),
          roles.map((role) => cell(role.permissions.includes(permission.permission))));
      }))));
}

const headOf = (role, open) => h('div', { class: 'matrix-head' },
  h('span', { class: 'matrix-role', dir: 'auto' }, roleName(role)),
  h('span', { class: 'chip' }, t(`scope.${role.scope}`)),
  role.built_in
    ? h('span', { class: 'quiet' }, t('roles.built_in'))
    : h('button', { type: 'button', class: 'link', 'aria-label': `${t('edit')} ${role.name}`, onclick: () => open(role) }, t('edit')));

const cell = (ticked) => (ticked
  ? h('td', { class: 'ticked' }, icon('check'), h('span', { class: 'unseen' }, t('yes')))
  : h('td', {}, h('span', { 'aria-hidden': 'true' }, '·'), h('span', { class: 'unseen' }, t('no'))));

function openRole(role, permissions, leaving, done) {
  openForm({
    title: role ? t('edit.title', { name: role.name }) : t('roles.new'),
    intro: role && t('role.edit.intro'),
    form: {
      name: `role.${role?.role_id ?? 'new'}`,
      fields: [
        textField({ name: 'name', label: t('field.name'), value: role?.name, required: true }),
        radioField({
          name: 'scope', label: t('field.scope'), value: role?.scope ?? 'own',
          options: SCOPES.map((scope) => [scope, t(`scope.${scope}`), t(`scope.${scope}.hint`)]),
        }),
        ticksField({
          name: 'permissions', label: t('field.permissions'), value: role?.permissions, required: true,
          options: permissions.map((permission) => [permission.permission, ...names(permission)]),
        }),
      ],
      label: role ? t('save') : t('roles.create'),
      send: (values, key) => (role ? api.updateRole(role.role_id, values) : api.createRole(values, key)),
    },
    done,
  }, leaving);
}
