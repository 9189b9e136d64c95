/** Who is told of messages that were left, and when the leaders are reminded. */
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { numberField, selectField, textField } from '../parts/fields.js';
import { groupField, listField } from '../parts/parts.js';
import { LANGUAGES } from './texts.js';

export function offlineField({ value }) {
  const recipients = listField({
    name: 'recipients', label: t('offline.recipients'), hint: t('offline.recipients.hint'), value: value.recipients,
    add: t('offline.recipients.add'), title: (number) => t('offline.recipients.one', { number }), none: t('offline.recipients.none'),
    rowClass: 'recipient', blank: () => ({ name: '', email: null, mobile: null, locale: 'zh-CN' }), make: recipient,
  });
  const remind = numberField({
    name: 'remind_after_minutes', label: t('offline.remind'), hint: t('offline.remind.hint'), unit: t('unit.minutes'),
    value: value.remind_after_minutes, min: 5, max: 10_080,
  });
  return groupField({
    name: 'offline', parts: { recipients, remind_after_minutes: remind },
    lay: (parts, wrong) => h('div', { class: 'form-fields' }, parts.recipients.element, parts.remind_after_minutes.element, wrong),
  });
}

function recipient(its) {
  const field = groupField({
    name: 'recipient',
    parts: {
      name: textField({ name: 'recipient.name', label: t('offline.name'), value: its.name }),
      email: orNull(textField({ name: 'recipient.email', label: t('field.email'), type: 'email', value: its.email ?? '' })),
      mobile: orNull(textField({ name: 'recipient.mobile', label: t('offline.mobile'), type: 'tel', value: its.mobile ?? '' })),
      locale: selectField({
        name: 'recipient.locale', label: t('offline.locale'), value: its.locale,
        options: LANGUAGES.map((code) => [code, t(`language.${code === 'en' ? 'en' : 'zh'}`)]),
      }),
    },
    lay: (parts, wrong) => h('div', { class: 'list-fields' }, Object.values(parts).map((part) => part.element), wrong),
  });
  const blank = () => {
    const { name, email, mobile } = field.read();
    return !name && !email && !mobile;
  };
  return { ...field, blank };
}

const orNull = (field) => ({ ...field, read: () => field.read() || null, write: (text) => field.write(text ?? '') });
