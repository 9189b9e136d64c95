/** What those who are served are told, once and automatically, when they write while their agent is busy or on a break. */
import * as api from '../../desk/api.ts';
import { h } from '../../kit/dom.js';
import { t, tOf } from '../../desk/i18n.ts';

const LONGEST = 300;

/** Asks for the words; none take them back. It stays until the desk has them. */
export function askReply(presence, leaving) {
  const closing = new AbortController();
  const words = h('textarea', { id: 'away-reply', rows: '3', dir: 'auto', oninput: () => showCount() });
  words.value = presence.reply ?? '';
  const count = h('span', { class: 'choose-count' });
  const refusal = h('p', { class: 'note error', role: 'alert', hidden: true });
  const submit = h('button', { class: 'button primary' }, t('away.submit'));
  const dialog = h('dialog', { class: 'dialog choose', 'aria-labelledby': 'away-title', closedby: 'any' },
    h('form', { onsubmit: attempt },
      h('h2', { id: 'away-title' }, t('away.title')),
      h('p', {}, t('away.about')),
      h('label', { class: 'field' }, h('span', { class: 'away-label' }, t('away.words'), count), words),
      refusal,
      h('div', { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel')), submit)));

  /** One line: a line end is a space. */
  const said = () => words.value.replaceAll(/\s+/g, ' ').trim();

  function showCount() {
    const length = [...said()].length;
    count.textContent = length > LONGEST * 0.8 ? `${length} / ${LONGEST}` : '';
    count.classList.toggle('over', length > LONGEST);
    submit.disabled = length > LONGEST;
  }

  async function attempt(event) {
    event.preventDefault();
    submit.disabled = true;
    refusal.hidden = true;
    try {
      const { status, reply } = await api.insist(() => api.setPresence(presence.chosen, { reply: said() }));
      presence.learn(status, reply);
      dialog.close();
    } catch (problem) {
      refusal.textContent = tOf('away.failed', problem.code, { code: problem.code });
      refusal.hidden = false;
    }
    showCount();
  }

  dialog.addEventListener('close', () => {
    closing.abort();
    dialog.remove();
  });
  leaving.addEventListener('abort', () => dialog.close(), { signal: closing.signal });
  showCount();
  document.body.append(dialog);
  dialog.showModal();
}
