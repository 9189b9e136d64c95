/** How the visitor rated a conversation that is over: score, reasons, comment, and whether it is settled. */
import * as api from '../../desk/api.ts';
import { fill, h } from '../../kit/dom.js';
import { scoreMark } from '../followups/row.js';
import { dayAndTime, fullTime } from '../../desk/format.ts';
import { inOurLanguage, t } from '../../desk/i18n.ts';

/** Asks the desk once, when the transcript tells of an end and of an invitation to rate. */
export function createRating(transcript, leaving) {
  const { element, show } = section();
  let asked = false;

  async function look() {
    const invited = transcript.state === 'closed' && transcript.entries.some(({ kind }) => kind === 'survey');
    if (asked || !invited) return;
    asked = true;
    await showRating(() => api.readRating(transcript.conversationId), show, leaving);
  }

  transcript.addEventListener('changed', look, { signal: leaving });
  look();
  return element;
}

/** The same for a message left: `look` with the message asks once, when it is closed after an answer. */
export function createMessageRating(id, leaving) {
  const { element, show } = section();
  let asked = false;

  async function look({ state, answers }) {
    if (asked || state !== 'closed' || !answers?.length) return;
    asked = true;
    await showRating(() => api.readMessageRating(id), show, leaving);
  }

  return { element, look };
}

function section() {
  const element = h('section', { class: 'rating', 'aria-label': t('card.rating'), hidden: true });
  const show = (content) => {
    fill(element, h('h3', {}, t('card.rating')), content);
    element.hidden = false;
  };
  return { element, show };
}

async function showRating(ask, show, leaving) {
  try {
    const survey = await api.insist(ask);
    if (!leaving.aborted) show(survey.answer ? [answerOf(survey), commentOf(survey)] : word(survey.state === 'expired' ? 'rating.expired' : 'rating.unanswered'));
  } catch (problem) {
    // There is nothing to show, or it is not ours to see.
    if (problem.status !== 404 && problem.status !== 403 && !leaving.aborted) show(word('rating.failed'));
  }
}

const word = (key) => h('p', { class: 'rating-word' }, t(key));

function answerOf({ answer, answered_at: at, changed_at: changed, reasons, questions }) {
  const given = Object.entries(answer.answers);
  const facts = [
    [t('rating.score'), scoreMark(answer)],
    [t('rating.resolved'), answer.resolved !== null && t(`rating.resolved.${answer.resolved}`)],
    [t('rating.reasons'), answer.reasons.length > 0 && answer.reasons.map((id) => h('span', { class: 'fact-line' }, choiceWords(reasons, id)))],
    ...given.map(([id, said]) => {
      const question = questions.find((one) => one.question_id === id);
      return [question ? inOurLanguage(question.texts) : id, question?.kind === 'choice' ? choiceWords(question.choices, said) : `${said}`];
    }),
    [t('rating.at'), h('time', { datetime: changed ?? at, title: fullTime(changed ?? at) }, dayAndTime(changed ?? at))],
  ].filter(([, value]) => value);
  return h('dl', { class: 'facts' }, facts.map(([name, value]) => [h('dt', { dir: 'auto' }, name), h('dd', { dir: 'auto' }, value)]));
}

const commentOf = ({ answer: { comment } }) => comment && h('blockquote', { 'aria-label': t('rating.comment'), dir: 'auto' }, comment);

const choiceWords = (choices, id) => inOurLanguage(choices.find((one) => one.choice_id === id)?.texts) ?? id;
