/** Where a reply is written. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';

const LIMIT = 4000;

/** `send(text)` takes over a finished reply; `kept` holds the draft: {get(), set(text)}. */
export function createComposer({ kept, send }) {
  const text = h('textarea', {
    id: 'reply', rows: '2', dir: 'auto', 'aria-label': t('composer.label'), placeholder: t('composer.hint'), 'aria-describedby': 'reply-count',
  });
  const count = h('span', { class: 'composer-count', id: 'reply-count' });
  const button = h('button', { type: 'button', class: 'button primary', onclick: () => post() }, t('composer.send'));

  function post() {
    const written = text.value.trim();
    if (!written || lengthOf(written) > LIMIT) return;
    text.value = '';
    send(written);
    noteChange();
    text.focus();
  }

  function noteChange() {
    kept.set(text.value);
    show();
  }

  function show() {
    const length = lengthOf(text.value.trim());
    const over = length > LIMIT;
    button.disabled = length === 0 || over;
    count.textContent = over ? t('composer.over', { over: length - LIMIT }) : t('composer.count', { count: length, limit: LIMIT });
    count.classList.toggle('over', over);
    text.setAttribute('aria-invalid', String(over));
  }

  function key(event) {
    // While an input method composes, Enter picks a word; some browsers tell so only by the key code 229.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    if (event.shiftKey || event.altKey) return;
    event.preventDefault();
    post();
  }

  text.addEventListener('input', noteChange);
  text.addEventListener('keydown', key);
  text.value = kept.get();
  show();

  const element = h('div', { class: 'composer' },
    text,
    h('div', { class: 'composer-foot' }, h('span', { class: 'composer-keys' }, t('composer.keys')), count, button));
  return { element, focus: () => text.focus() };
}

/** The limit counts code points, as the desk does: an emoji is one, not two. */
const lengthOf = (text) => [...text].length;
