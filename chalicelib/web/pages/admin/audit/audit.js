/** The section of the audit log: who did what, newest first, a month at a time. */
import { fill, h } from '../../kit/dom.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { now } from '../../desk/time.ts';
import * as api from '../parts/api.ts';
import { showDifferences } from './diff.js';
import { knownAgents, namesOf } from '../parts/people.js';
import { unreadWordsOf } from '../parts/problem.js';
import { createSection, nothing } from '../section.js';

const MONTH = /^\d{4}-\d{2}$/;

const thisMonth = () => new Date(now()).toISOString().slice(0, 7);

function monthBeside(month, step) {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + step, 1)).toISOString().slice(0, 7);
}

export function showAudit({ leaving }) {
  const picker = h('input', {
    type: 'month', value: thisMonth(), max: thisMonth(), placeholder: '2026-11', 'aria-label': t('audit.month'), onchange: choose,
  });
  const before = h('button', { type: 'button', class: 'button small', onclick: () => go(-1) }, t('audit.month.before'));
  const following = h('button', { type: 'button', class: 'button small', onclick: () => go(1) }, t('audit.month.after'));
  let month = thisMonth();

  const section = createSection({
    id: 'audit',
    tools: h('div', { class: 'months' }, before, picker, following),
    load: () => Promise.all([api.readAudit(month), knownAgents().catch(() => [])]),
    show([page, agents]) {
      return page.items.length ? pages(month, page, namesOf(agents, 'agent_id', (agent) => agent.name)) : nothing(t('audit.none'));
    },
  }, leaving);

  function show() {
    picker.value = month;
    following.disabled = month >= thisMonth();
    section.reload();
  }

  function choose() {
    if (!MONTH.test(picker.value)) return;
    month = picker.value;
    show();
  }

  function go(step) {
    month = monthBeside(month, step);
    show();
  }

  following.disabled = true;
  return section.element;
}

function pages(month, first, nameOf) {
  const list = h('ol', { class: 'panel acts' });
  const more = h('div', { class: 'more' });

  function add(page) {
    list.append(...page.items.map((entry) => act(entry, nameOf)));
    fill(more, page.next && h('button', { type: 'button', class: 'button', onclick: () => readOn(page.next) }, t('lists.more')));
  }

  async function readOn(cursor) {
    fill(more, h('p', { class: 'quiet' }, t('loading')));
    try {
      const place = list.lastElementChild;
      add(await api.readAudit(month, cursor));
      place.nextElementSibling?.focus();
    } catch (problem) {
      fill(more, h('p', { class: 'note error' }, `${unreadWordsOf(problem)} `,
        h('button', { type: 'button', class: 'link', onclick: () => readOn(cursor) }, t('again'))));
    }
  }

  add(first);
  return [list, more];
}

function act(entry, nameOf) {
  const about = entry.about === entry.by ? null : entry.after?.name ?? entry.before?.name ?? knownName(entry.about, nameOf);
  return h('li', { class: 'act', tabindex: -1, 'data-key': entry.audit_id },
    h('time', { class: 'act-when', datetime: entry.at, title: fullTime(entry.at) }, dayAndTime(entry.at)),
    h('div', { class: 'act-what' },
      h('p', {}, h('bdi', { class: 'act-who' }, whose(entry)), ' ',
        tOf('act', entry.act, { act: entry.act }), about && [' ', h('bdi', { class: 'act-about' }, about)]),
      showDifferences(entry.before, entry.after, nameOf),
      h('p', { class: 'act-ids' },
        h('code', {}, entry.about),
        entry.request_id !== '-' && h('code', { title: t('audit.request') }, entry.request_id))));
}

/** The name of whose hand it was; of strangers only the place they came from is known. */
function whose({ by, by_name: name }) {
  if (by === 'system') return t('audit.system');
  if (by !== 'stranger') return name;
  return name === 'session' ? t('audit.stranger.session') : t('audit.stranger', { place: name });
}

/** Ids stand below the act already; here only a name helps. */
function knownName(id, nameOf) {
  const name = nameOf(id);
  return name === id ? null : name;
}
