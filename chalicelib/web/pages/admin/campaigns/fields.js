/** The fields that campaigns and rules have in common. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { ticksField } from '../parts/choices.js';
import { selectField, textField } from '../parts/fields.js';
import { groupField } from '../parts/parts.js';
import { LANGUAGES, wordsField } from '../plans/texts.js';

const KINDS = ['pre_sale', 'after_sale', 'complaint', 'care'];
const LEVELS = ['vip', 'gold', 'silver', 'normal'];
const SCRIPT_LIMIT = 4000;

export const kindField = (value) => selectField({
  name: 'kind', label: t('field.kind'), value, options: KINDS.map((kind) => [kind, t(`followup_kind.${kind}`)]),
});

export const levelsField = (value) => ticksField({
  name: 'levels', label: t('levels.label'), hint: t('levels.hint'), value, row: true, options: LEVELS.map((level) => [level, t(`level.${level}`)]),
});

export const clockField = (value, hint) => textField({ name: 'at', label: t('field.at'), hint, type: 'time', value, required: true });

/** What to say, in each language; an empty one is not there. */
export function scriptField(value) {
  const field = groupField({
    name: 'script',
    parts: Object.fromEntries(LANGUAGES.map((code) => [code, wordsField({
      name: `script.${code}`, label: t(`language.${code === 'en' ? 'en' : 'zh'}`), rows: 4, longest: SCRIPT_LIMIT, value: value[code] ?? '',
    })])),
    lay: (parts, wrong) => h('fieldset', { class: 'form-field' }, h('legend', {}, t('field.script')),
      h('div', { class: 'both-languages' }, LANGUAGES.map((code) => parts[code].element)),
      h('p', { class: 'field-hint' }, t('script.hint')), wrong),
  });
  const write = (said) => field.write(Object.fromEntries(LANGUAGES.map((code) => [code, said[code] ?? ''])));
  return { ...field, write, read: () => Object.fromEntries(Object.entries(field.read()).filter(([, words]) => words)) };
}
