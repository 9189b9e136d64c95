/** The section of notices: every e-mail and SMS the desk sent or tried to, newest first; and addresses that nothing more goes to. */
import { h } from '../../kit/dom.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { session } from '../../desk/session.ts';
import * as api from '../parts/api.ts';
import { yuan } from '../parts/money.js';
import { noticeChip, openNotice, reasonWords } from './notice.js';
import { createPages } from '../parts/pages.js';
import { createSection, nothing, table } from '../section.js';
import { createUndeliverable } from './undeliverable.js';

const STATES = ['', 'pending', 'sending', 'sent', 'failed', 'bounced', 'complained', 'gathered'];
const COLUMNS = ['what', 'to', 'at', 'state', 'tries', 'cost'];

export function showNotices({ say, leaving }) {
  const filter = h('select', { 'aria-label': t('notices.filter'), onchange: () => section.reload() },
    STATES.map((state) => h('option', { value: state }, t(state ? `notice.${state}` : 'notices.any'))));
  const again = h('button', { type: 'button', class: 'button small', onclick: () => section.reload() }, t('notices.reload'));

  const section = createSection({
    id: 'notices',
    tools: h('div', { class: 'months' }, filter, again),
    load: () => Promise.all([api.listNotices(filter.value), readUndeliverable()]),
    show: ([first, undeliverable]) => [
      first.items.length
        ? createPages({ first, read: (cursor) => api.listNotices(filter.value, cursor), show: list })
        : nothing(t(filter.value ? 'notices.none.state' : 'notices.none')),
      undeliverable && createUndeliverable(undeliverable, say, leaving),
    ],
  }, leaving);

  const open = (notice) => openNotice(notice, { say, changed: section.reload }, leaving);

  const list = (notices) => table({
    caption: t('section.notices'),
    columns: COLUMNS.map((column) => t(`notices.${column}`)).concat(t('actions')),
    rows: notices.map((notice) => ({ key: notice.notice_id, cells: [...cellsOf(notice), look(notice, open)] })),
  });

  return section.element;
}

/** What is known of addresses is the whole desk's: nothing for whom only part of it is shown. */
const readUndeliverable = () => (session.agent.scope === 'all' ? api.listUndeliverable() : null);

const cellsOf = (notice) => [
  h('div', { class: 'notice-what' },
    h('span', { class: 'who-name' }, tOf('what', notice.what, { what: notice.what })),
    h('span', { class: 'who-email' }, tOf('channel', notice.channel, { channel: notice.channel }))),
  h('div', { class: 'notice-what' }, h('bdi', {}, notice.name), h('bdi', { class: 'who-email' }, notice.to)),
  h('time', { class: 'number', datetime: notice.at, title: fullTime(notice.at) }, dayAndTime(notice.at)),
  h('div', { class: 'notice-what' }, noticeChip(notice), reasonOf(notice)),
  h('span', { class: 'number' }, notice.tries),
  h('span', { class: 'number' }, notice.cost_fen ? yuan(notice.cost_fen) : '—'),
];

const reasonOf = ({ state, last_error: reason }) =>
  state !== 'sent' && reason && h('span', { class: 'notice-why' }, reasonWords(reason));

const look = (notice, open) => h('div', { class: 'actions' }, h('button', {
  type: 'button', class: 'button small quiet', 'aria-label': `${t('notices.look')} ${notice.to}`, onclick: () => open(notice),
}, t('notices.look')));
