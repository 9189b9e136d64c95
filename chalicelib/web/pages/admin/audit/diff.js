/** What an act changed, field by field, as a small table of before and after. */
import { h } from '../../kit/dom.js';
import { t, tOf } from '../../desk/i18n.ts';
import { permissionName } from '../parts/rights.js';

const PEOPLE = ['leader_id', 'member_ids', 'agent_id', 'holder_id', 'guest_id'];

/** Nothing, and a list of nothing, are the same. */
const said = (value) => JSON.stringify(Array.isArray(value) && !value.length ? null : value ?? null);

/** A value that is not a set of fields is the only field of its kind. */
const fieldsOf = (value) => (value !== null && typeof value === 'object' && !Array.isArray(value) ? value : { value });

function words(field, value, nameOf) {
  if (value === null || value === undefined || value === '') return t('audit.nothing');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (field === 'role') return tOf('role', value, { name: value });
  if (field === 'permissions') return permissionName(value);
  if (PEOPLE.includes(field)) return nameOf(value);
  if (field === 'scope') return tOf('scope', value, { value });
  if (field === 'password') return t('audit.password_set');
  if (field === 'levels') return tOf('level', value, { value });
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** `nameOf` knows agents by their ids. */
export function showDifferences(before, after, nameOf) {
  const shown = (field, value) => words(field, value, nameOf);
  const [old, young] = [fieldsOf(before ?? {}), fieldsOf(after ?? {})];
  const created = before === null || before === undefined;
  const fields = [...new Set([...Object.keys(old), ...Object.keys(young)])].filter((field) => said(old[field]) !== said(young[field]));
  if (!fields.length) return null;
  return h('dl', { class: 'differences' }, fields.map((field) => h('div', {},
    h('dt', {}, tOf('field', field, { field })),
    h('dd', {}, Array.isArray(old[field]) || Array.isArray(young[field])
      ? members(old[field] ?? [], young[field] ?? [], (one) => shown(field, one))
      : values(shown(field, old[field]), shown(field, young[field]), created)))));
}

const values = (old, young, created) => [
  !created && [
    h('del', { dir: 'auto' }, old),
    h('span', { class: 'unseen' }, t('audit.became')),
    h('span', { 'aria-hidden': 'true' }, ' → '),
  ],
  h('ins', { dir: 'auto' }, young),
];

/** Of lists, only what came and what went. */
const members = (old, young, shown) => [
  old.filter((one) => !young.includes(one)).map((one) => [h('del', { dir: 'auto' }, shown(one)), ' ']),
  young.filter((one) => !old.includes(one)).map((one) => [h('ins', { dir: 'auto' }, shown(one)), ' ']),
];
