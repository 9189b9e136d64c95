/** The supervisors' panel: who is there and how busy they are, and a hand on their status. */
import * as api from '../../desk/api.ts';
import { colleagueParts } from '../choose.js';
import { fill, h, icon, showRows } from '../../kit/dom.js';
import { t, tOf } from '../../desk/i18n.ts';
import { STATUSES } from './presence.js';
import { askWhither } from './going.js';
import { duration, fullTime } from '../../desk/format.ts';
import { now } from '../../desk/time.ts';

/** The button for the bar and the panel it opens. */
export function createPeople({ session, colleagues }, leaving) {
  const me = session.agent.agent_id;
  let showing = null;

  const word = h('p', { class: 'note error', role: 'alert', hidden: true });
  const rows = h('ul', { class: 'people-rows' });
  const count = h('span', { class: 'people-count' });
  const panel = h('div', { class: 'people', id: 'people', popover: 'auto', role: 'dialog', 'aria-labelledby': 'people-title', ontoggle: toggled },
    h('div', { class: 'people-head' }, h('h2', { id: 'people-title' }, t('people.title')), count), word, rows);
  const button = h('button', { type: 'button', class: 'icon-button', 'aria-label': t('people.title'), title: t('people.title'), popovertarget: 'people' },
    icon('people'));

  function toggled({ newState }) {
    showing?.abort();
    showing = null;
    if (newState !== 'open') return;
    word.hidden = true;
    showing = new AbortController();
    colleagues.follow(AbortSignal.any([showing.signal, leaving]));
    show();
  }

  function show() {
    if (!showing) return;
    const others = colleagues.agents.filter((one) => one.agent_id !== me);
    count.textContent = colleagues.loaded
      ? t('people.count', { count: colleagues.agents.filter((one) => one.status === 'online').length, all: colleagues.agents.length })
      : t('choose.loading');
    showRows(rows, others.map(rowOf));
  }

  function rowOf(one) {
    return {
      key: one.agent_id,
      looks: JSON.stringify([one, one.away_since && Math.floor((now() - new Date(one.away_since)) / 60_000)]),
      make: () => h('li', { class: 'people-row' }, h('span', { class: 'choose-parts' }),
        h('select', { 'aria-label': t('people.set', { name: one.name }), onchange: (event) => set(one.agent_id, event.target) },
          STATUSES.map((status) => h('option', { value: status }, t(`presence.${status}`))))),
      fill: (element) => {
        const [dot, name, , load] = colleagueParts(one);
        const away = one.away_since && h('span', { class: `people-away${one.away_too_long ? ' too-long' : ''}`, title: fullTime(one.away_since) },
          t(one.away_too_long ? 'people.away.too_long' : 'people.away', { duration: duration(now() - new Date(one.away_since)) }));
        fill(element.firstChild, dot, name, away, load);
        element.lastChild.value = one.status;
        // Nobody can be called to a desk that is not open.
        element.lastChild.disabled = one.status === 'offline';
      },
    };
  }

  async function set(agentId, select) {
    const one = colleagues.get(agentId);
    word.hidden = true;
    try {
      const { status } = await api.insist(() => api.setPresenceOf(agentId, select.value));
      one.status = status;
    } catch (problem) {
      select.value = one.status;
      if (problem.code === 'conversations_open') return sendAway(one, problem.said.conversations);
      word.textContent = tOf('people.failed', problem.code, { name: one.name, code: problem.code });
      word.hidden = false;
    }
    show();
    colleagues.wake();
    return null;
  }

  /** Offline, with what becomes of those whom they serve. */
  function sendAway(one, open) {
    const act = (wishes) => {
      const key = crypto.randomUUID();
      return api.insist(() => api.setPresenceOf(one.agent_id, 'offline', wishes, key)).then(() => null, (problem) => problem);
    };
    const mayTransfer = session.can('conversations.transfer');
    return askWhither({ kind: 'other', name: one.name, open, colleagues, agentId: one.agent_id, mayTransfer, act }, leaving);
  }

  colleagues.addEventListener('changed', show, { signal: leaving });
  return { button, panel };
}
