/** The dialog of whoever goes offline with open conversations: what becomes of each, or of all. It stays until it worked. */
import { isFull } from './colleagues.js';
import { fill, h, showRows } from '../../kit/dom.js';
import { duration, visitorName } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { now } from '../../desk/time.ts';

const QUEUE = 'queue';
const CLOSE = 'close';

/**
 * `open`: the conversations as the desk listed them. `act(wishes)` does it: it gives null when done, else the Problem.
 * `kind` names the words: offline, sign_out, or other (somebody else is put offline: `name`). Resolves to whether they went.
 */
export function askWhither({ kind, name = '', open, colleagues, agentId, mayTransfer, act }, leaving) {
  const closing = new AbortController();
  const { signal } = closing;
  const chosen = new Map();
  let left = open;
  let refusals = new Map();

  const list = h('ul', { class: 'going-rows' });
  const all = h('select', { id: 'going-all', onchange: () => chooseForAll() });
  const refusal = h('p', { class: 'note error', role: 'alert', hidden: true });
  const submit = h('button', { class: 'button primary' }, t(`going.${kind}.submit`));
  const dialog = h('dialog', { class: 'dialog going', 'aria-labelledby': 'going-title', 'aria-describedby': 'going-about', tabindex: '-1' },
    h('form', { onsubmit: attempt },
      h('h2', { id: 'going-title' }, t(`going.${kind}.title`, { name })),
      h('p', { id: 'going-about' }, t(`going.${kind}.about`, { name })),
      h('label', { class: 'going-row going-all' }, h('span', { class: 'going-who' }, t('going.all')), all),
      list, refusal,
      h('div', { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel')), submit)));

  const wishOf = (one) => chosen.get(one.conversation_id) ?? QUEUE;

  /** Back to the queue, the end, each group, each colleague; who could take nobody is there to be seen, not chosen. */
  function options(value) {
    const option = (key, text, disabled = false) => h('option', { value: key, selected: key === value, disabled }, text);
    const others = colleagues.agents.filter((one) => one.agent_id !== agentId);
    const free = (one) => one.status === 'online' && !isFull(one);
    const group = (label, rows) => rows.length > 0 && h('optgroup', { label: t(label) }, rows);
    return [
      option(QUEUE, t('going.queue')),
      option(CLOSE, t('going.close')),
      mayTransfer && group('choose.groups', colleagues.groups.map((one) => option(`group:${one.group_id}`, t('going.to', { name: one.name })))),
      mayTransfer && group('choose.agents', others.map((one) => option(`agent:${one.agent_id}`,
        t('going.colleague', { name: one.name, status: t(`presence.${one.status}`), serving: one.serving, capacity: one.capacity }), !free(one)))),
    ];
  }

  function show() {
    const people = JSON.stringify([colleagues.agents, colleagues.groups]);
    const common = new Set(left.map(wishOf));
    const value = common.size === 1 ? [...common][0] : '';
    fill(all, value === '' && h('option', { value: '', selected: true }, t('going.each')), options(value));
    showRows(list, left.map((one) => ({
      key: one.conversation_id,
      looks: JSON.stringify([one, wishOf(one), refusals.get(one.conversation_id) ?? null, people]),
      make: () => h('li', { class: 'going-item' },
        h('label', { class: 'going-row' }, h('span', { class: 'going-who' }),
          h('select', { 'data-going': one.conversation_id, onchange: (event) => pick(one, event.target.value) })),
        h('p', { class: 'going-refused' })),
      fill: (element) => {
        const [row, word] = element.children;
        fill(row.firstChild, h('bdi', { class: 'going-name' }, visitorName(one)),
          h('small', {}, t('going.since', { duration: duration(now() - new Date(one.since)) })),
          one.unanswered && h('small', { class: 'going-unanswered' }, t('going.unanswered')));
        fill(row.lastChild, options(wishOf(one)));
        word.textContent = refusals.get(one.conversation_id) ?? '';
        word.hidden = !word.textContent;
      },
    })));
  }

  function pick(one, value) {
    chosen.set(one.conversation_id, value);
    show();
  }

  function chooseForAll() {
    if (all.value) for (const one of left) chosen.set(one.conversation_id, all.value);
    show();
  }

  async function attempt(event) {
    event.preventDefault();
    submit.disabled = true;
    refusal.hidden = true;
    const problem = await act({ conversations: left.map((one) => ({ conversation_id: one.conversation_id, ...wishIn(wishOf(one)) })) });
    submit.disabled = false;
    if (!problem) {
      dialog.returnValue = 'gone';
      return dialog.close('gone');
    }
    if (problem.code === 'conversations_open') {
      left = problem.said.conversations;
      refusals = new Map(problem.said.outcomes.filter(({ what }) => what === 'refused')
        .map((one) => [one.conversation_id, tOf('moves.failed', one.code, { code: one.code, detail: one.detail })]));
    }
    refusal.textContent = problem.code === 'conversations_open' ? t('going.left', { count: left.length }) : tOf('going.failed', problem.code, { code: problem.code });
    refusal.hidden = false;
    colleagues.wake();
    show();
    list.querySelector('select')?.focus();
    return null;
  }

  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      closing.abort();
      dialog.remove();
      resolve(dialog.returnValue === 'gone');
    });
    leaving.addEventListener('abort', () => dialog.close(), { signal });
    colleagues.addEventListener('changed', show, { signal });
    if (mayTransfer) colleagues.follow(signal);
    show();
    document.body.append(dialog);
    dialog.showModal();
    all.focus();
  });
}

function wishIn(value) {
  const [to, id] = value.split(':');
  return { to, ...(to === 'group' && { group_id: id }), ...(to === 'agent' && { agent_id: id }) };
}
