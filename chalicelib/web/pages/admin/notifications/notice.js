/** One notice: what it says, each try to send it, and sending it once more. */
import { confirmed } from '../../kit/dialog.js';
import { fill, h, icon } from '../../kit/dom.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { isKnown, t, tOf } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { yuan } from '../parts/money.js';
import { newKey } from '../parts/once.js';
import { unreadWordsOf, wordsOf } from '../parts/problem.js';
import { table } from '../section.js';

const SETTLED = ['sent', 'failed', 'bounced', 'complained', 'gathered'];
const PACE_MS = 3000;

/** `changed()` is called when something was done here that the ledger should show. */
export function openNotice({ notice_id: id, to }, { say, changed }, leaving) {
  const note = h('p', { class: 'note error', role: 'alert', hidden: true });
  const content = h('div', { class: 'notice-content' }, h('p', { class: 'quiet' }, t('loading')));
  const resendButton = h('button', { type: 'button', class: 'button primary', disabled: true, onclick: resend }, t('notice.resend'));
  const dialog = h('dialog', { class: 'drawer middle', 'aria-labelledby': 'drawer-title', tabindex: '-1' },
    h('header', { class: 'drawer-head' },
      h('h2', { id: 'drawer-title', dir: 'auto' }, t('notice.title', { to })),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': t('dismiss'), title: t('dismiss'), onclick: () => dialog.close() }, icon('cross'))),
    h('div', { class: 'drawer-body' }, h('div', { class: 'form' }, note, content,
      h('div', { class: 'form-buttons' }, resendButton,
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('dismiss'))))));
  // One name until the desk has said yes or no: a lost answer does not send it twice.
  let key = newKey();
  let shown = '';
  let timer = null;

  async function read() {
    clearTimeout(timer);
    try {
      const notice = await api.readNotice(id);
      if (!dialog.isConnected) return;
      show(notice);
      if (!SETTLED.includes(notice.state)) timer = setTimeout(read, PACE_MS);
    } catch (problem) {
      complain(unreadWordsOf(problem));
    }
  }

  function complain(words) {
    note.textContent = words ?? '';
    note.hidden = !words;
  }

  function show(notice) {
    resendButton.disabled = !SETTLED.includes(notice.state);
    const looks = JSON.stringify(notice);
    if (looks === shown) return;
    if (shown) changed();
    shown = looks;
    fill(content, factsOf(notice), attemptsOf(notice), letterOf(notice));
  }

  async function resend() {
    const { cost_fen: cost, channel } = JSON.parse(shown);
    const sure = await confirmed({
      title: t('notice.resend.title'),
      paragraphs: [t('notice.resend.body', { to }), ...(channel === 'sms' && cost ? [t('notice.resend.cost')] : [])],
      confirm: t('notice.resend'),
    }, leaving);
    if (!sure) return;
    resendButton.disabled = true;
    complain(null);
    try {
      await api.resendNotice(id, key);
      key = newKey();
      say(t('notice.resent'));
      changed();
    } catch (problem) {
      complain(wordsOf(problem));
    }
    await read();
  }

  dialog.addEventListener('close', () => {
    clearTimeout(timer);
    dialog.remove();
  });
  leaving.addEventListener('abort', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  read();
}

function factsOf(notice) {
  const facts = [
    ['state', [noticeChip(notice), notice.state !== 'sent' && notice.last_error && h('span', { class: 'notice-why' }, reasonWords(notice.last_error))]],
    ['what', tOf('what', notice.what, { what: notice.what })],
    ['channel', tOf('channel', notice.channel, { channel: notice.channel })],
    ['to', [h('bdi', {}, notice.name), ' ', h('bdi', {}, notice.to)]],
    ['at', fullTime(notice.at)],
    ['next', !SETTLED.includes(notice.state) && notice.next_try_at && dayAndTime(notice.next_try_at)],
    ['plan', notice.plan_key],
    ['about', h('code', {}, notice.about)],
    ['cost', notice.channel === 'sms' && t('notice.cost', { cost: yuan(notice.cost_fen), segments: notice.segments })],
    ['provider_id', notice.provider_id && h('code', {}, notice.provider_id)],
  ].filter(([, value]) => value);
  return h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, t(`notices.${name}`)), h('dd', {}, value)]));
}

function attemptsOf({ attempts }) {
  if (!attempts.length) return h('p', { class: 'field-hint' }, t('attempts.none'));
  return [h('h3', {}, t('attempts')), table({
    caption: t('attempts'),
    columns: ['number', 'at', 'outcome', 'error'].map((column) => t(`attempts.${column}`)),
    rows: attempts.map(({ number, at, outcome, error, provider_id: provider }) => ({
      key: `${number}`,
      cells: [`${number}`, h('time', { datetime: at, title: fullTime(at) }, dayAndTime(at)), tOf('outcome', outcome, { outcome }),
        error ? reasonWords(error) : h('code', {}, provider ?? '')],
    })),
  })];
}

/** As plain text, and, where there is one, as the mail looks: in a frame that may do nothing. */
function letterOf({ subject, text, html }) {
  return [
    h('h3', {}, t('notice.letter')),
    subject && h('p', { class: 'letter-subject', dir: 'auto' }, subject),
    h('pre', { class: 'letter-text', tabindex: '0', dir: 'auto', 'aria-label': t('notice.text') }, text),
    html && mail(html),
  ];
}

/** Made only when it is asked for: the page's policy lets no styles in but its own, and complains of each in the letter. */
function mail(html) {
  const details = h('details', { class: 'letter-html', ontoggle: open }, h('summary', {}, t('notice.html')));

  function open() {
    if (!details.open || details.lastChild.tagName === 'IFRAME') return;
    details.append(h('iframe', { sandbox: true, srcdoc: html, title: t('notice.html'), referrerpolicy: 'no-referrer' }));
  }

  return details;
}

export const noticeChip = ({ state }) => h('span', { class: `chip notice-${state}` }, t(`notice.${state}`));

/** Reasons the desk gives itself are known by name, and said in words; a provider's stay as they are. */
export function reasonWords(reason) {
  const [name, ...more] = reason.split(': ');
  return isKnown(`reason.${name}`) ? [t(`reason.${name}`), ...more].join(' ') : reason;
}
