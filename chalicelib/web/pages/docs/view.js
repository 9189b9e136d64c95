/** The page: what can be searched, the list by plane and room, and each operation, filled when it is opened. */
import { fill, h } from '../kit/dom.js';
import { codesOf, detailView, example, marked, resolved, schemaView } from './schema.js';
import { language, operationDetail, parameterDetail, problemTitle, summaryOf, t } from './words.js';

const PLANES = [['widget', '/v1/widget/'], ['desk', '/v1/desk/'], ['admin', '/v1/admin/']];
const METHODS = ['get', 'post', 'put', 'delete'];

/** Every operation with its path, method, plane and room, as the document orders them. */
export function operationsOf(contract) {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method) => {
      const operation = methods[method];
      const plane = PLANES.find(([, prefix]) => path.startsWith(prefix))?.[0] ?? 'other';
      return { ...operation, path, method, plane, room: operation.tags[0], problems: problemsOf(operation, contract) };
    }));
}

function problemsOf(operation, contract) {
  return Object.entries(operation.responses)
    .filter(([status]) => Number(status) >= 400)
    .map(([status, response]) => ({ status, codes: codesOf(resolved(response, contract), contract) }));
}

/** Whether every searched word is somewhere in what the operation is called and answers. */
export function matches(operation, searched) {
  const codes = operation.problems.flatMap(({ codes: known }) => known.map(({ code }) => code));
  const all = [operation.path, operation.method, operation.operationId, operation.summary, summaryOf(operation), ...codes].join(' ').toLowerCase();
  return searched.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

export class Page {
  #contract;
  #operations;
  #shown = new Map();
  #none = h('p', { class: 'state', role: 'status' });
  #search;

  constructor(contract, { searched, open }) {
    this.#contract = contract;
    this.#operations = operationsOf(contract);
    this.#search = h('input', {
      type: 'search', 'aria-label': t('search'), placeholder: t('search'), value: searched, oninput: () => this.#filter(), autocomplete: 'off', spellcheck: 'false',
    });
    this.element = h('div', { class: 'docs' }, this.#bar(), h('div', { class: 'columns' }, this.#contents(), this.#main()));
    for (const name of open) this.#shown.get(name)?.setAttribute('open', '');
    this.#filter();
  }

  get searched() {
    return this.#search.value;
  }

  get open() {
    return [...this.#shown].filter(([, element]) => element.open).map(([name]) => name);
  }

  /** Open an operation and go there. */
  show(name) {
    const element = this.#shown.get(name);
    if (!element) return;
    element.hidden = false;
    element.open = true;
    element.scrollIntoView();
    element.querySelector('summary').focus({ preventScroll: true });
  }

  #bar() {
    return h('header', { class: 'bar' },
      h('a', { class: 'skip', href: '#operations' }, t('skip')),
      h('h1', {}, t('title')),
      this.#search,
      h('a', { href: 'openapi.json' }, 'openapi.json'),
      h('button', { type: 'button', lang: language.other, title: t('switch_language'), onclick: () => language.choose(language.other) }, language.other === 'en' ? 'EN' : '中文'));
  }

  #contents() {
    const list = this.#groups().map(([plane, rooms]) => h('li', {}, h('b', {}, t(`plane.${plane}`)),
      h('ul', {}, rooms.map(([room]) => h('li', {}, h('a', { href: `#${plane}-${room}` }, t(`room.${room}`)))))));
    return h('nav', { 'aria-label': t('contents') }, h('ul', {}, list));
  }

  #groups() {
    return PLANES.map(([plane]) => {
      const here = this.#operations.filter((operation) => operation.plane === plane);
      return [plane, [...new Set(here.map(({ room }) => room))].map((room) => [room, here.filter((each) => each.room === room)])];
    });
  }

  #main() {
    return h('main', { id: 'operations', tabindex: '-1' }, h('p', { class: 'lead' }, t('lead')), this.#none,
      this.#groups().map(([plane, rooms]) => h('section', { class: 'plane' }, h('h2', {}, t(`plane.${plane}`)), h('p', { class: 'soft' }, t(`who.${plane}`)),
        rooms.map(([room, operations]) => h('section', { class: 'room', id: `${plane}-${room}` }, h('h3', {}, t(`room.${room}`)), operations.map((each) => this.#operation(each)))))));
  }

  #operation(operation) {
    const inside = h('div', { class: 'inside' });
    const element = h('details', { class: 'operation', id: operation.operationId },
      h('summary', {}, h('span', { class: `method ${operation.method}` }, operation.method.toUpperCase()), h('code', {}, operation.path), h('span', { class: 'says' }, marked(summaryOf(operation)))),
      inside);
    element.addEventListener('toggle', () => {
      if (element.open && !inside.hasChildNodes()) fill(inside, operationView(operation, this.#contract));
    });
    this.#shown.set(operation.operationId, element);
    return element;
  }

  #filter() {
    const searched = this.searched.trim();
    let left = 0;
    for (const operation of this.#operations) {
      const fits = matches(operation, searched);
      this.#shown.get(operation.operationId).hidden = !fits;
      left += fits;
    }
    for (const section of [...this.element.querySelectorAll('.room'), ...this.element.querySelectorAll('.plane')]) {
      section.hidden = !section.querySelector('.operation:not([hidden])');
    }
    fill(this.#none, left ? (searched ? t('found', { count: left }) : null) : t('nothing'));
  }
}

function operationView(operation, contract) {
  return [
    h('p', { class: 'soft' }, h('a', { href: `#${operation.operationId}` }, h('code', {}, operation.operationId)), ' · ', callerOf(operation)),
    detailView(operationDetail(operation.operationId, operation.description)),
    parametersView(operation, contract),
    operation.requestBody && bodyView(operation.requestBody, contract),
    Object.entries(operation.responses).filter(([status]) => Number(status) < 400).map(([status, response]) => answerView(status, response, contract)),
    problemsView(operation),
  ];
}

function callerOf(operation) {
  const schemes = operation.security.flatMap((each) => Object.keys(each));
  if (!schemes.length) return t('anybody');
  const who = t(`token.${schemes[0]}`) + (operation.security.some((each) => !Object.keys(each).length) ? t('or_none') : '');
  const needed = operation['x-permissions'];
  return needed ? [who, ' · ', t('permission'), ' ', needed.map((each, place) => [place ? t('or') : '', h('code', {}, each)])] : who;
}

function parametersView(operation, contract) {
  if (!operation.parameters) return null;
  return h('section', {}, h('h4', {}, t('parameters')), h('ul', { class: 'fields' }, operation.parameters.map((each) =>
    h('li', {}, h('code', { class: 'name' }, each.name), h('span', { class: 'soft' }, ' ', t(`in.${each.in}`), each.required ? ` · ${t('needed')}` : '', ' · '), schemaView(each.schema, contract),
      detailView(parameterDetail(each.name, each.description), { class: 'soft' })))));
}

function bodyView(body, contract) {
  const content = body.content['application/json'];
  return h('section', {}, h('h4', {}, t('body')), schemaView(content.schema, contract, { isOpen: true }), example(content.example));
}

function answerView(status, response, contract) {
  const content = response.content?.['application/json'];
  return h('section', {}, h('h4', {}, t('answer'), ' ', h('code', { class: 'good' }, status)),
    content ? [schemaView(content.schema, contract, { isOpen: true }), example(content.example)] : h('p', { class: 'soft' }, t('no_body')));
}

function problemsView(operation) {
  const rows = operation.problems.flatMap(({ status, codes }) => codes.map(({ code, title, beside }) =>
    h('tr', {}, h('td', {}, h('code', {}, status)), h('td', {}, h('code', {}, code)), h('td', {}, problemTitle(code, title), beside.length ? h('span', { class: 'soft' }, ' · ', beside.map((each) => [h('code', {}, each), ' '])) : null))));
  return h('section', {}, h('h4', {}, t('problems')), h('div', { class: 'scroll' }, h('table', {}, h('tbody', {}, rows))));
}
