/** Why a conversation is whose it is: each assignment in words, with the figures of everybody who came into question. */
import * as api from '../../desk/api.ts';
import { fill, h, icon } from '../../kit/dom.js';
import { agentName, dayAndTime, fullTime } from '../../desk/format.ts';
import { language, t } from '../../desk/i18n.ts';

export function explainAssignment(id, agentId, leaving) {
  const closing = new AbortController();
  const body = h('div', { class: 'why-body' }, h('p', { class: 'card-word', role: 'status' }, t('why.loading')));
  const dialog = h('dialog', { class: 'dialog why', 'aria-labelledby': 'why-title', closedby: 'any' },
    h('button', { type: 'button', class: 'icon-button why-close', 'aria-label': t('why.close'), onclick: () => dialog.close() }, icon('cross')),
    h('h2', { id: 'why-title' }, t('why.title')),
    body);

  async function read() {
    try {
      const items = await api.insist(() => api.listAssignments(id));
      fill(body, items.length
        ? h('ol', { class: 'why-items' }, items.toReversed().map((item) => itemOf(item, agentId)))
        : h('p', { class: 'card-word' }, t('why.nothing')));
    } catch {
      fill(body, h('p', { class: 'card-word' }, t('why.failed')),
        h('button', { type: 'button', class: 'button small', onclick: () => read() }, t('lists.again')));
    }
  }

  dialog.addEventListener('close', () => {
    closing.abort();
    dialog.remove();
  });
  leaving.addEventListener('abort', () => dialog.close(), { signal: closing.signal });
  document.body.append(dialog);
  dialog.showModal();
  read();
}

function itemOf(item, agentId) {
  const name = item.agent && (item.agent.id === agentId ? t('entry.you') : agentName(item.agent));
  return h('li', { class: 'why-item' },
    h('div', { class: 'why-head' },
      h('strong', { dir: 'auto' }, name ?? t('card.unknown')),
      h('time', { datetime: item.at, title: fullTime(item.at) }, dayAndTime(item.at))),
    h('p', { dir: 'auto' }, inOurs(item.words)),
    item.candidates.length > 0 && candidatesOf(item.candidates, agentId));
}

function candidatesOf(candidates, agentId) {
  const columns = ['agent', 'load', 'turn', 'verdict'];
  return h('div', { class: 'why-table' }, h('table', {},
    h('caption', { class: 'unseen' }, t('why.candidates')),
    h('thead', {}, h('tr', {}, columns.map((name) => h('th', { scope: 'col', class: `why-${name}` }, t(`why.${name}`))))),
    h('tbody', {}, candidates.map((one) => h('tr', { class: one.chosen ? 'chosen' : null },
      h('th', { scope: 'row', class: 'why-agent' },
        h('bdi', {}, one.agent_id === agentId ? t('entry.you') : one.name), ' ', h('small', {}, one.number)),
      h('td', { class: 'why-load' }, `${one.serving}/${one.capacity}`),
      h('td', { class: 'why-turn' }, one.turn ?? t('card.unknown')),
      h('td', { class: 'why-verdict', dir: 'auto' }, one.chosen ? h('span', { class: 'chip open' }, t('why.chosen')) : inOurs(one.words)))))));
}

const inOurs = (words) => words?.[language.code] ?? words?.en ?? '';
