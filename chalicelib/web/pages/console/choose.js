/** The dialog in which a colleague or a group is chosen for something, with a note for them. It stays until it worked. */
import { freeIn, isFull } from './people/colleagues.js';
import { fill, h, icon, showRows } from '../kit/dom.js';
import { t } from '../desk/i18n.ts';

const NOTE_LIMIT = 1000;
const WORTH_A_FILTER = 7;

/**
 * `act(choice)` does it: choice is {agent_id or group_id, note?, over_capacity?}; it gives null when done, or the words to show
 * and whether the chosen one is full, or a group in which nobody is: {words, full, empty}. `kind` names the words and what may be chosen:
 * transfer (groups too), invite, reassign (also oneself, and more than the capacity when confirmed), give (an offline message).
 * Without `withNote` there is no room for a note.
 */
export function choose({ kind, colleagues, agentId, exceptIds, act, withNote = true }, leaving) {
  const closing = new AbortController();
  const { signal } = closing;
  let chosen = null;
  let wasFull = false;
  let wasEmpty = false;

  const filter = h('input', { type: 'search', class: 'choose-filter', 'aria-label': t('choose.filter'), placeholder: t('choose.filter'), oninput: () => show() });
  const list = h('div', { class: 'choose-list', role: 'radiogroup', 'aria-label': t(`${kind}.whom`) });
  const word = h('p', { class: 'card-word' });
  const note = h('textarea', { id: 'note', rows: '2', dir: 'auto', oninput: () => showButton() });
  const count = h('span', { class: 'choose-count' });
  const over = h('input', { type: 'checkbox', onchange: () => showButton() });
  const overWords = h('span', {});
  const overLine = h('label', { class: 'choose-over', hidden: true }, over, overWords);
  const refusal = h('p', { class: 'note error', role: 'alert', hidden: true });
  const submit = h('button', { class: 'button primary', disabled: true }, t(`${kind}.submit`));
  const dialog = h('dialog', { class: 'dialog choose', 'aria-labelledby': 'choose-title', tabindex: '-1' },
    h('form', { onsubmit: attempt },
      h('h2', { id: 'choose-title' }, t(`${kind}.title`)),
      h('p', {}, t(`${kind}.about`)),
      filter, word, list, overLine,
      withNote && h('label', { class: 'field' }, h('span', { class: 'choose-note' }, icon('lock'), t('choose.note'), count), note),
      refusal,
      h('div', { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel')), submit)));

  function show() {
    const wanted = filter.value.trim().toLowerCase();
    const matches = (...texts) => texts.some((text) => text.toLowerCase().includes(wanted));
    const agents = colleagues.agents.filter((one) => !exceptIds.includes(one.agent_id)
      && (one.agent_id === chosen?.agent_id || matches(one.name, one.number)));
    const groups = kind === 'transfer' ? colleagues.groups.filter((one) => one.group_id === chosen?.group_id || matches(one.name)) : [];
    filter.hidden = colleagues.agents.length < WORTH_A_FILTER;
    word.hidden = agents.length + groups.length > 0;
    word.textContent = t(!colleagues.loaded ? (colleagues.failed ? 'choose.failed' : 'choose.loading') : 'choose.nobody');
    showRows(list, [
      ...(groups.length ? [titleRow('choose.groups'), ...groups.map(groupRow), titleRow('choose.agents')] : []),
      ...agents.map(agentRow),
    ]);
    showOver();
  }

  const titleRow = (key) => ({
    key, looks: key, make: () => h('p', { class: 'choose-title' }), fill: (element) => fill(element, t(key)),
  });

  function groupRow(group) {
    const free = freeIn(group, colleagues.agents, agentId);
    return optionRow({ group_id: group.group_id }, group.group_id, `${group.name} ${free}`, [
      h('bdi', { class: 'choose-name' }, group.name),
      h('span', { class: `choose-load${free ? '' : ' full'}` }, t('choose.free', { count: free }))]);
  }

  function agentRow(one) {
    const name = one.agent_id === agentId ? t('choose.me', { name: one.name }) : one.name;
    return optionRow({ agent_id: one.agent_id }, one.agent_id, JSON.stringify(one), colleagueParts(one, name));
  }

  function optionRow(choice, key, looks, parts) {
    const radio = h('input', { type: 'radio', name: 'whom', value: key, onchange: () => pick(choice) });
    return {
      key,
      looks,
      make: () => h('label', { class: 'choose-row' }, radio, h('span', { class: 'choose-parts' })),
      fill: (element) => fill(element.lastChild, parts),
    };
  }

  function pick(choice) {
    chosen = choice;
    wasFull = false;
    wasEmpty = false;
    over.checked = false;
    refusal.hidden = true;
    showOver();
  }

  function showOver() {
    const one = chosen?.agent_id ? colleagues.get(chosen.agent_id) : null;
    overLine.hidden = !wasEmpty && (kind !== 'reassign' || !one || !(wasFull || isFull(one)));
    if (wasEmpty) overWords.textContent = t('transfer.anyway');
    else if (one) overWords.textContent = t('reassign.over', { name: one.name, serving: one.serving, capacity: one.capacity });
    showButton();
  }

  function showButton() {
    const length = [...note.value.trim()].length;
    count.textContent = length > NOTE_LIMIT * 0.8 ? `${length} / ${NOTE_LIMIT}` : '';
    count.classList.toggle('over', length > NOTE_LIMIT);
    submit.disabled = !chosen || length > NOTE_LIMIT || (!overLine.hidden && !over.checked);
  }

  async function attempt(event) {
    event.preventDefault();
    submit.disabled = true;
    refusal.hidden = true;
    const text = note.value.trim();
    const refused = await act({ ...chosen, ...(text && { note: text }), ...(over.checked && { [wasEmpty ? 'anyway' : 'over_capacity']: true }) });
    if (!refused) return dialog.close();
    refusal.textContent = refused.words;
    refusal.hidden = false;
    wasFull = refused.full;
    wasEmpty = refused.empty;
    colleagues.wake();
    showOver();
    refusal.scrollIntoView({ block: 'nearest' });
    return null;
  }

  dialog.addEventListener('close', () => {
    closing.abort();
    dialog.remove();
  });
  leaving.addEventListener('abort', () => dialog.close(), { signal });
  colleagues.addEventListener('changed', show, { signal });
  colleagues.follow(signal);
  show();
  document.body.append(dialog);
  dialog.showModal();
  // Not the first field: on a phone that would bring up the keyboard over the list.
  dialog.focus();
}

/** A colleague in a list: name, number, status, and how much they have. */
export function colleagueParts(one, name = one.name) {
  return [
    h('span', { class: `dot ${one.status}` }),
    h('bdi', { class: 'choose-name' }, name, ' ', h('small', {}, one.number)),
    h('span', { class: 'choose-status' }, t(`presence.${one.status}`)),
    h('span', { class: `choose-load${isFull(one) ? ' full' : ''}`, title: t('load.label', { count: one.serving, capacity: one.capacity }) },
      `${one.serving}/${one.capacity}`),
  ];
}
