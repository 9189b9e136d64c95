/** Whether and how a plan asks how it went, and what a low score brings. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { radioField } from '../parts/choices.js';
import { numberField, selectField, textField } from '../parts/fields.js';
import { groupField, listField } from '../parts/parts.js';
import { LANGUAGES } from './texts.js';

const ASKING = ['always', 'sample', 'never'];
const KINDS = ['score', 'text', 'choice'];
const SCORES = [1, 2, 3, 4, 5];
const WORDS_LIMIT = 200;

export function surveyField({ value }) {
  const number = (name, min, max, unit) => numberField({
    name: `survey.${name}`, label: t(`survey.${name}`), hint: t(`survey.${name}.hint`), unit: t(`unit.${unit}`), value: value[name], min, max, required: true,
  });
  return groupField({
    name: 'survey',
    parts: {
      ask: radioField({
        name: 'survey.ask', label: t('survey.ask'), value: value.ask, options: ASKING.map((one) => [one, t(`ask.${one}`), t(`ask.${one}.hint`)]),
      }),
      share: number('share', 1, 100, 'percent'),
      again_after_days: number('again_after_days', 0, 365, 'days'),
      link_after_minutes: number('link_after_minutes', 0, 1440, 'minutes'),
      remind_after_hours: number('remind_after_hours', 1, 168, 'hours'),
      expire_after_days: number('expire_after_days', 1, 60, 'days'),
      low_score: asNumber(selectField({
        name: 'survey.low_score', label: t('survey.low_score'), hint: t('survey.low_score.hint'), value: `${value.low_score}`,
        options: SCORES.map((score) => [`${score}`, t('survey.score', { score })]),
      })),
      callback_minutes: number('callback_minutes', 10, 10_080, 'minutes'),
      callback_time: radioField({
        name: 'survey.callback_time', label: t('survey.callback_time'), value: value.callback_time,
        options: ['calendar', 'working'].map((one) => [one, t(`clock.${one}`), t(`clock.${one}.hint`)]),
      }),
      reasons: choicesField({ name: 'reasons', value: value.reasons ?? [], prefix: 'reason' }),
      questions: listField({
        name: 'survey.questions', label: t('survey.questions'), hint: t('survey.questions.hint'), value: value.questions, add: t('survey.questions.add'),
        title: (place) => t('survey.questions.one', { number: place }), none: t('survey.questions.none'), movable: true, rowClass: 'question',
        blank: (others) => ({ question_id: freeId('question', others.map((one) => one.question_id)), kind: 'score', texts: {}, choices: [] }),
        make: question,
      }),
    },
    lay: (parts, wrong) => h('div', { class: 'form-fields survey-fields' }, Object.values(parts).map((part) => part.element), wrong),
  });
}

const asNumber = (field) => ({ ...field, read: () => Number(field.read()), write: (number) => field.write(`${number}`) });

/** prefix-1, prefix-2 …: the first that is not taken. People never see it; it keeps what was answered apart. */
function freeId(prefix, taken) {
  return Array.from({ length: taken.length + 1 }, (_, index) => `${prefix}-${index + 1}`).find((id) => !taken.includes(id));
}

function choicesField({ name, value, prefix }) {
  return listField({
    name: `survey.${name}`, label: t(`survey.${name}`), hint: t(`survey.${name}.hint`), value, add: t(`survey.${name}.add`),
    title: (place) => t(`survey.${name}.one`, { number: place }), none: t(`survey.${name}.none`), movable: true, rowClass: 'choice',
    blank: (others) => ({ choice_id: freeId(prefix, others.map((one) => one.choice_id)), texts: {} }),
    make: (its) => {
      const words = bothLanguages(name, its.texts);
      return { ...words, read: () => ({ choice_id: its.choice_id, texts: words.read() }), tell: tellWords(words), blank: () => !Object.keys(words.read()).length };
    },
  });
}

/** The same words in each language; one of them is enough. */
function bothLanguages(name, texts) {
  const field = groupField({
    name: `${name}.texts`,
    parts: Object.fromEntries(LANGUAGES.map((code) => [code, textField({
      name: `${name}.${code}`, label: t(`language.${code === 'en' ? 'en' : 'zh'}`), value: texts[code] ?? '',
    })])),
    lay: (parts, wrong) => h('div', { class: 'both-languages' }, LANGUAGES.map((code) => parts[code].element), wrong),
  });
  for (const input of field.element.querySelectorAll('input')) input.maxLength = WORDS_LIMIT;
  return { ...field, read: () => Object.fromEntries(Object.entries(field.read()).filter(([, words]) => words)) };
}

/** What the desk says of the words as a whole stands below them. */
const tellWords = (words) => (places) => words.tell(Object.fromEntries(
  Object.entries(places).map(([place, said]) => [place.replace(/^texts\.?/, ''), said])));

function question(its) {
  const words = bothLanguages('question', its.texts);
  const choices = choicesField({ name: 'choices', value: its.choices, prefix: 'choice' });
  const kind = selectField({
    name: 'question.kind', label: t('question.kind'), value: its.kind, options: KINDS.map((one) => [one, t(`question.${one}`)]),
  });
  const showChoices = () => { choices.element.hidden = kind.read() !== 'choice'; };
  const field = groupField({
    name: 'question',
    parts: { kind, texts: words, choices },
    lay: (parts, wrong) => h('div', { class: 'list-fields', onchange: showChoices }, Object.values(parts).map((part) => part.element), wrong),
  });
  showChoices();
  return {
    ...field,
    read: () => ({ question_id: its.question_id, ...field.read(), choices: kind.read() === 'choice' ? choices.read() : [] }),
    blank: () => !Object.keys(words.read()).length && !choices.read().length,
  };
}
