/** Where the answer to a message left is written, and by which ways it goes. */
import { h, icon } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { RequestDraft } from '../request-draft.js';

const LIMIT = 4000;
const SMS_LIMIT = 1400;
const PAUSE_MS = 500;
const WAYS = [['email', 'mail'], ['sms', 'phone'], ['widget', 'chat']];

/**
 * `send(request)` sends it and gives null, or the words that say why not; `isThere(text)` whether it was stored after all;
 * `preview(text)` asks what it costs as an SMS, which is said before it is sent.
 */
export function createAnswer({ message, me, send, isThere, preview }) {
  const draft = new RequestDraft(`answer.${me}.${message.message_id}`);
  const possible = { email: Boolean(message.email), sms: Boolean(message.mobile), widget: Boolean(message.visitor_id) };
  const usual = possible.email ? ['email', 'widget'] : ['sms', 'widget'];
  const chosen = draft.get('by', usual);
  const written = draft.get('text', '');
  const text = h('textarea', {
    id: 'answer', rows: '4', dir: 'auto', 'aria-label': t('answer.label'), placeholder: t('answer.hint'), 'aria-describedby': 'answer-count',
    oninput: changed, onkeydown: key,
  });
  const boxes = WAYS.filter(([way]) => possible[way]).map(([way, picture]) => {
    const box = h('input', { type: 'checkbox', value: way, checked: chosen.includes(way), onchange: changed });
    return { way, box, label: h('label', { class: 'way' }, box, icon(picture), h('span', {}, t(`channel.${way}`)),
      way !== 'widget' && h('small', { dir: 'ltr' }, way === 'email' ? message.email : message.mobile)) };
  });
  const count = h('span', { class: 'composer-count', id: 'answer-count' });
  const button = h('button', { type: 'button', class: 'button primary', onclick: post }, t('answer.send'));
  const note = h('p', { class: 'note error', role: 'alert', hidden: true });
  const price = h('p', { class: 'answer-price', role: 'status', hidden: true });
  let busy = false;
  let asked = null;
  let timer = null;

  const ways = () => boxes.filter(({ box }) => box.checked).map(({ way }) => way);

  function changed() {
    draft.keep({ text: text.value, by: ways() });
    show();
  }

  function show() {
    const length = [...text.value.trim()].length;
    const limit = ways().includes('sms') ? SMS_LIMIT : LIMIT;
    const over = length > limit;
    button.disabled = busy || length === 0 || over || !ways().length;
    button.textContent = t(busy ? 'answer.sending' : 'answer.send');
    count.textContent = t(ways().length ? 'composer.count' : 'answer.no_way', { count: length, limit });
    count.classList.toggle('over', over || !ways().length);
    text.setAttribute('aria-invalid', String(over));
    showPrice(ways().includes('sms') && length && !over ? text.value.trim() : null);
  }

  /** Asked when the typing pauses, once for each text. */
  function showPrice(words) {
    if (words === asked) return;
    asked = words;
    clearTimeout(timer);
    price.hidden = true;
    if (words !== null) timer = setTimeout(readPrice, PAUSE_MS, words);
  }

  async function readPrice(words) {
    const found = await preview(words).catch(() => null);
    if (!found || words !== asked) return;
    const { segments, cost_fen: fen, signed } = found;
    price.textContent = t(signed ? 'answer.price' : 'answer.unsigned', { segments, price: (fen / 100).toFixed(2) });
    price.hidden = false;
  }

  /** Enter makes a new line, as in a letter. */
  function key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    post();
  }

  async function post() {
    const words = text.value.trim();
    if (busy || button.disabled) return;
    busy = true;
    note.hidden = true;
    text.readOnly = true;
    show();
    const failed = await send(draft.request({ text: words, by: ways() }));
    busy = false;
    text.readOnly = false;
    note.hidden = !failed;
    note.textContent = failed ?? '';
    if (!failed) clear();
    show();
    text.focus();
  }

  function clear() {
    draft.forget();
    text.value = '';
  }

  // What a page that was left before the receipt came has stored is not offered for sending again.
  text.value = written;
  if (written && isThere(written.trim())) clear();
  show();
  const element = h('div', { class: 'composer answer-composer' }, text,
    h('fieldset', { class: 'ways' }, h('legend', {}, t('answer.ways')), boxes.map(({ label }) => label)),
    price, note,
    h('div', { class: 'composer-foot' }, h('span', { class: 'composer-keys' }, t('answer.keys')), count, button));
  return { element, focus: () => text.focus() };
}
