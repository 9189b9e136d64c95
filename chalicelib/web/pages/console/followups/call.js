/** Where a call is written down: what came of it, a note, and when the next try is, or the next visit if one was agreed. */
import { h } from '../../kit/dom.js';
import { dayAt, localTime, momentOf } from './due.js';
import { callsIn, outcomesOf } from './followups.js';
import { t } from '../../desk/i18n.ts';
import { RequestDraft } from '../request-draft.js';
import { now } from '../../desk/time.ts';

const LIMIT = 2000;
const MOST_TRIES = 5;
const FURTHEST_DAYS = 7;
const FURTHEST_CALLBACK_DAYS = 2;
const FURTHEST_VISIT_DAYS = 366;
const MINUTE = 60_000;

/** `send(request)` sends it and gives null, or the words that say why not. */
export function createCall({ one, me, send }) {
  const draft = new RequestDraft(`call.${me}.${one.followup_id}`);
  const isLastTry = callsIn(one).length + 1 >= MOST_TRIES;
  const radios = outcomesOf(one.kind).map((outcome) => h('input', {
    type: 'radio', name: 'outcome', value: outcome, checked: draft.get('outcome') === outcome, onchange: chosen,
  }));
  const text = h('textarea', {
    rows: '3', dir: 'auto', 'aria-label': t('call.note'), placeholder: t('call.note.hint'), 'aria-describedby': 'call-count',
    oninput: changed, onkeydown: key,
  });
  text.value = draft.get('text', '');
  const next = h('input', {
    type: 'datetime-local', id: 'next-at', min: localTime(new Date(now())),
    value: draft.get('next', ''), oninput: changed, onchange: changed,
  });
  const nextLabel = h('label', { for: 'next-at' });
  const inAnHour = soon('call.next.hour', () => new Date(now() + 60 * MINUTE));
  const tomorrow = soon('call.next.tomorrow', () => dayAt(1, 10));
  const inAWeek = soon('call.next.week', () => dayAt(7, 10));
  const nextLine = h('div', { class: 'next-try' }, nextLabel, next, inAnHour, tomorrow, inAWeek);
  const lastTry = h('p', { class: 'field-hint' }, t('call.last_try', { count: MOST_TRIES }));
  const count = h('span', { class: 'composer-count', id: 'call-count' });
  const button = h('button', { type: 'button', class: 'button primary', onclick: post }, t('call.send'));
  const note = h('p', { class: 'note error', role: 'alert', hidden: true });
  let busy = false;

  const outcome = () => radios.find((radio) => radio.checked)?.value ?? null;
  const needsNext = () => outcome() === 'not_reached' && !isLastTry;
  const mayAgree = () => outcome() === 'reached' || outcome() === 'solved';
  let agreeing = mayAgree();

  function soon(words, moment) {
    return h('button', { type: 'button', class: 'button small quiet', onclick: () => {
      next.value = localTime(moment());
      changed();
    } }, t(words));
  }

  /** The time of a next try is not that of a next visit. */
  function chosen() {
    if (mayAgree() !== agreeing) next.value = '';
    agreeing = mayAgree();
    changed();
  }

  function changed() {
    draft.keep({ outcome: outcome(), text: text.value, next: next.value });
    show();
  }

  function show() {
    const length = [...text.value.trim()].length;
    const missing = missingWords();
    showNext();
    lastTry.hidden = outcome() !== 'not_reached' || !isLastTry;
    button.disabled = busy || Boolean(missing) || length > LIMIT;
    button.textContent = t(busy ? 'call.sending' : 'call.send');
    count.textContent = missing ?? (length ? t('composer.count', { count: length, limit: LIMIT }) : '');
    count.classList.toggle('over', length > LIMIT);
    text.setAttribute('aria-invalid', String(length > LIMIT));
  }

  /** A callback is tried again within two days, a visit within a week; whoever was reached may be visited again. */
  function showNext() {
    nextLine.hidden = !needsNext() && !mayAgree();
    nextLabel.textContent = t(mayAgree() ? 'call.next_visit' : 'call.next');
    next.required = needsNext();
    next.max = localTime(dayAt(furthestDays(), 23));
    inAnHour.hidden = mayAgree();
    inAWeek.hidden = !mayAgree();
  }

  function furthestDays() {
    if (mayAgree()) return FURTHEST_VISIT_DAYS;
    return one.kind === 'callback' ? FURTHEST_CALLBACK_DAYS : FURTHEST_DAYS;
  }

  function missingWords() {
    if (!outcome()) return t('call.missing.outcome');
    return needsNext() && !momentOf(next.value) ? t('call.missing.next') : null;
  }

  /** Enter makes a new line, as in a letter. */
  function key(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    post();
  }

  async function post() {
    if (busy || button.disabled) return;
    busy = true;
    note.hidden = true;
    text.readOnly = true;
    show();
    const at = (needsNext() || mayAgree()) && momentOf(next.value);
    const nextAt = at ? { next_at: at } : {};
    const failed = await send(draft.request({ outcome: outcome(), text: text.value.trim(), ...nextAt }));
    busy = false;
    text.readOnly = false;
    note.hidden = !failed;
    note.textContent = failed ?? '';
    if (!failed) draft.forget();
    show();
  }

  show();
  const element = h('div', { class: 'composer call-composer' },
    h('fieldset', { class: 'ways' }, h('legend', {}, t('call.outcome')), radios.map((radio) =>
      h('label', { class: 'way' }, radio, h('span', {}, t(`outcome.${radio.value}`))))),
    nextLine, lastTry, text, note,
    h('div', { class: 'composer-foot' }, h('span', { class: 'composer-keys' }, t('call.keys')), count, button));
  return { element, focus: () => (radios.find((radio) => radio.checked) ?? radios[0]).focus() };
}
