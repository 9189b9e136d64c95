/** Planning a follow-up by hand, from a visitor's card. What was typed stays until it is planned, also over a reload. */
import * as api from '../../desk/api.ts';
import { h } from '../../kit/dom.js';
import { dayAt, localTime, momentOf } from './due.js';
import { PLANNED_KINDS } from './followups.js';
import { visitorName } from '../../desk/format.ts';
import { t, tOf } from '../../desk/i18n.ts';
import { RequestDraft } from '../request-draft.js';
import { now } from '../../desk/time.ts';

const LIMIT = 4000;
const FURTHEST_DAYS = 366;

/** `planned(followUp)` runs when it is stored. */
export function planFollowUp({ conversation, me, planned }, leaving) {
  const visitorId = conversation.visitor_id;
  const draft = new RequestDraft(`plan.${me}.${visitorId}`);
  const kind = h('select', { name: 'kind', onchange: keep }, PLANNED_KINDS.map((one) =>
    h('option', { value: one, selected: one === draft.get('kind', 'after_sale') }, t(`kind.${one}`))));
  const due = h('input', {
    type: 'datetime-local', name: 'due', required: true, min: localTime(new Date(now())), max: localTime(dayAt(FURTHEST_DAYS, 0)),
    value: draft.get('due', localTime(dayAt(1, 10))), oninput: keep,
  });
  const script = h('textarea', { name: 'script', rows: '4', dir: 'auto', maxlength: LIMIT, placeholder: t('planning.script.hint'), oninput: keep });
  script.value = draft.get('script', '');
  const refusal = h('p', { class: 'note error', role: 'alert', hidden: true });
  const submit = h('button', { class: 'button primary' }, t('planning.submit'));
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'plan-title' },
    h('form', { onsubmit: attempt },
      h('h2', { id: 'plan-title' }, t('planning.title', { visitor: visitorName(conversation) })),
      h('p', {}, t('planning.about')),
      h('div', { class: 'dialog-fields' },
        h('label', { class: 'field' }, h('span', {}, t('planning.kind')), kind),
        h('label', { class: 'field' }, h('span', {}, t('planning.due')), due),
        h('label', { class: 'field' }, h('span', {}, t('planning.script')), script)),
      refusal,
      h('div', { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, t('cancel')), submit)));

  function keep() {
    draft.keep({ kind: kind.value, due: due.value, script: script.value });
  }

  async function attempt(event) {
    event.preventDefault();
    submit.disabled = true;
    refusal.hidden = true;
    const body = { kind: kind.value, visitor_id: visitorId, due_at: momentOf(due.value), script: script.value.trim() };
    try {
      const stored = await api.insist(() => api.planFollowUp(draft.request(body)));
      draft.forget();
      dialog.close();
      planned(stored);
    } catch (problem) {
      refusal.textContent = wordsOf(problem);
      refusal.hidden = false;
    }
    submit.disabled = false;
  }

  dialog.addEventListener('close', () => dialog.remove());
  leaving.addEventListener('abort', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function wordsOf(problem) {
  const [wrong] = problem.errors;
  if (wrong) return tOf('planning.wrong', wrong.field, { message: wrong.message });
  return tOf('followup.failed', problem.code, { code: problem.code, detail: problem.message });
}
