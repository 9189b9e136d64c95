/** One piece of due work: what it is and why it died; doing it again, or never. */
import { confirmed } from '../../kit/dialog.js';
import { fill, h, icon } from '../../kit/dom.js';
import { fullTime } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { now } from '../../desk/time.ts';
import * as api from '../parts/api.ts';
import { unreadWordsOf, wordsOf } from '../parts/problem.js';

/** What the desk says when somebody else was faster, or when the work was done by now. */
const OVERTAKEN = ['unknown_work', 'not_dead'];

export const kindWords = ({ kind }) => tOf('job', kind, { kind });

export const isRunning = ({ leased_until: until }) => Boolean(until) && new Date(until) > now();

/** `changed()` is called when the list may no longer be right. */
export function openPiece(piece, { say, changed }, leaving) {
  const id = piece.work_id;
  const note = h('p', { class: 'note error', role: 'alert', hidden: true });
  const content = h('div', { class: 'notice-content' }, h('p', { class: 'quiet' }, t('loading')));
  const redrive = h('button', { type: 'button', class: 'button primary', hidden: true, onclick: () => attempt('redrive', api.redriveWork) }, t('duework.redrive'));
  const drop = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => attempt('drop', api.dropWork) }, t('duework.drop'));
  const dialog = h('dialog', { class: 'drawer middle', 'aria-labelledby': 'drawer-title', tabindex: '-1' },
    h('header', { class: 'drawer-head' },
      h('h2', { id: 'drawer-title', dir: 'auto' }, kindWords(piece)),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': t('dismiss'), title: t('dismiss'), onclick: () => dialog.close() }, icon('cross'))),
    h('div', { class: 'drawer-body' }, h('div', { class: 'form' }, note, content,
      h('div', { class: 'form-buttons' }, redrive, drop,
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('dismiss'))))));

  async function read() {
    try {
      const found = await api.readWork(id);
      if (dialog.isConnected) show(found);
    } catch (problem) {
      if (problem.code === 'unknown_work') return overtaken(problem);
      fill(content);
      complain(unreadWordsOf(problem));
    }
    return null;
  }

  function show(found) {
    for (const button of [redrive, drop]) button.hidden = found.state !== 'dead';
    fill(content, factsOf(found),
      found.last_error && [h('h3', {}, t('duework.last_error')), h('pre', { class: 'letter-text', tabindex: '0', lang: 'en', dir: 'auto' }, found.last_error)],
      h('h3', {}, t('duework.payload')), h('p', { class: 'field-hint' }, t('duework.payload.hint')),
      h('pre', { class: 'letter-text', tabindex: '0', 'aria-label': t('duework.payload') }, JSON.stringify(found.payload, null, 2)));
  }

  function complain(words) {
    note.textContent = words ?? '';
    note.hidden = !words;
  }

  /** Twice is once for the desk, so a lost answer may be asked for again. */
  async function attempt(what, act) {
    const sure = await confirmed({
      title: t(`duework.${what}.title`), paragraphs: [t(`duework.${what}.body`)], confirm: t(`duework.${what}`),
    }, leaving);
    if (!sure) return;
    redrive.disabled = drop.disabled = true;
    complain(null);
    try {
      await act(id);
      done(t(`duework.${what}.done`, { kind: kindWords(piece) }));
    } catch (problem) {
      if (OVERTAKEN.includes(problem.code)) overtaken(problem);
      else complain(wordsOf(problem));
    }
    redrive.disabled = drop.disabled = false;
  }

  const overtaken = (problem) => done(wordsOf(problem), { kind: 'warning', stays: true });

  function done(words, how) {
    dialog.close();
    say(words, how);
    changed();
  }

  dialog.addEventListener('close', () => dialog.remove());
  leaving.addEventListener('abort', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  read();
}

function factsOf(piece) {
  const facts = [
    ['state', h('span', { class: `chip notice-${piece.state === 'dead' ? 'failed' : 'pending'}` }, t(`duework.${piece.state}`))],
    ['kind', h('code', {}, piece.kind)],
    ['work_id', h('code', {}, piece.work_id)],
    ['due_at', fullTime(piece.due_at)],
    ['tries', `${piece.tries}`],
    ['leased_until', isRunning(piece) && fullTime(piece.leased_until)],
    ['request_id', piece.request_id && h('code', {}, piece.request_id)],
  ].filter(([, value]) => value);
  return h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', {}, t(`duework.${name}`)), h('dd', {}, value)]));
}
