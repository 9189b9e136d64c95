/** Schemas of the contract as people read them: a line for each field, what is within it below it. */
import { h } from '../kit/dom.js';
import { shapeDetail, t } from './words.js';

const OF_EVERY_PROBLEM = new Set(['type', 'title', 'status', 'code', 'request_id', 'detail', 'errors']);
const LIMITS = [['minLength', 'maxLength'], ['minimum', 'maximum'], ['minItems', 'maxItems']];

/** Text in which backquotes mark names. */
export const marked = (text) => text.split('`').map((part, place) => (place % 2 ? h('code', {}, part) : part));

/** A paragraph of `detail` (text and its language), or nothing where there is none. */
export const detailView = ({ text, lang }, options = {}) => text && h('p', { ...options, lang }, marked(text));

/** What `part` refers to, or itself. */
export function resolved(part, contract) {
  if (!part.$ref) return part;
  return part.$ref.slice(2).split('/').reduce((inside, name) => inside[name], contract);
}

/** The problems that a response may be: their codes, titles, and what each has besides what every problem has. */
export function codesOf(response, contract) {
  const content = response.content?.['application/problem+json'];
  if (!content) return [];
  return (content.schema.oneOf ?? [content.schema]).map((option) => {
    const problem = resolved(option, contract);
    const beside = Object.keys(problem.properties).filter((name) => !OF_EVERY_PROBLEM.has(name));
    return { code: problem.properties.code.const, title: problem.description ?? '', beside };
  });
}

/** A schema; objects can be opened, and are if `isOpen`. `above`: what it is within, so that nothing is shown in itself. */
export function schemaView(schema, contract, { isOpen = false, above = [] } = {}) {
  const known = resolved(schema, contract);
  const options = known.anyOf ?? known.oneOf;
  if (options) return options.map((each, place) => [place ? t('or') : '', schemaView(each, contract, { isOpen, above })]);
  const within = schema.$ref ? [...above, schema.$ref] : above;
  if (schema.$ref && above.includes(schema.$ref)) return h('span', { class: 'type' }, nameOf(schema));
  if (known.properties) return objectView(schema, known, contract, isOpen, within);
  if (known.items) return [h('span', { class: 'type' }, t('list_of'), ' '), schemaView(known.items, contract, { isOpen, above: within })];
  if (known.additionalProperties && Object.keys(known.additionalProperties).length) {
    return [h('span', { class: 'type' }, t('map_of'), ' '), schemaView(known.additionalProperties, contract, { above: within }), nullable(known)];
  }
  return simpleView(known);
}

const nameOf = (schema) => schema.$ref?.split('/').pop() ?? 'object';

function objectView(schema, known, contract, isOpen, above) {
  const fields = Object.entries(known.properties);
  if (!fields.length) return h('span', { class: 'type' }, t('empty'));
  return h('details', { class: 'object', open: isOpen }, h('summary', { class: 'type' }, nameOf(schema)),
    detailView(shapeDetail(nameOf(schema), known.description), { class: 'soft' }),
    h('ul', { class: 'fields' }, fields.map(([name, field]) => h('li', {}, h('code', { class: 'name' }, name),
      known.required?.includes(name) ? null : h('span', { class: 'soft' }, ' ', t('optional')), ' ', schemaView(field, contract, { above })))));
}

function simpleView(known) {
  if (known.type === 'null') return h('span', { class: 'type' }, 'null');
  const kind = [known.type ?? 'any'].flat().filter((each) => each !== 'null').join(', ');
  const limits = LIMITS.filter((names) => names.some((name) => name in known)).map(([least, most]) => ` ${known[least] ?? ''}…${known[most] ?? ''}`);
  return [
    h('span', { class: 'type' }, known.format ?? kind, limits, nullable(known)),
    known.enum && [' ', known.enum.filter((each) => each !== '').map((each) => [h('code', {}, JSON.stringify(each)), ' '])],
    known.pattern && [' ', h('code', {}, known.pattern)],
    known.default !== undefined && known.default !== '' && h('span', { class: 'soft' }, ` ${t('default')} `, h('code', {}, JSON.stringify(known.default))),
  ];
}

const nullable = (known) => ([known.type].flat().includes('null') ? ' | null' : '');

/** An example that can be folded away. */
export function example(value) {
  return h('details', { class: 'example' }, h('summary', {}, t('example')), h('pre', { tabindex: '0' }, JSON.stringify(value, null, 2)));
}
