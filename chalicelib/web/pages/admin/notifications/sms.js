/** The section of SMS: who letters come from, what an SMS costs, the account, and what a text would cost. */
import { fill, h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { numberField, textField } from '../parts/fields.js';
import { createForm } from '../parts/form.js';
import { yuan, yuanField } from '../parts/money.js';
import { createSection } from '../section.js';
import { createPreview } from './sms-preview.js';
import { createStatement } from './sms-statement.js';

export function showSms({ say, leaving }) {
  const account = h('div', { class: 'panel padded sms-account' });
  const topUp = h('div', {});
  const settingsForm = h('div', {});
  const section = createSection({
    id: 'sms',
    load: () => Promise.all([api.readNoticeSettings(), api.readSmsAccount(), api.readSmsStatement()]),
    show([settings, state, statement]) {
      const movements = createStatement(statement, leaving);
      showAccount(state);
      showTopUp(movements);
      showSettings(settings);
      return [
        h('div', { class: 'halves' },
          h('div', { class: 'half' }, account, panel('topup', topUp)),
          panel('preview', createPreview())),
        panel('settings', settingsForm),
        panel('statement', movements.element),
      ];
    },
  }, leaving);

  function showAccount({ balance_fen: balance, price_fen: price, low, signature }) {
    fill(account,
      h('p', {}, h('b', { class: 'seats-taken' }, yuan(balance)), ' ', h('span', { class: 'quiet' }, t('sms.balance'))),
      h('p', { class: 'field-hint' }, t('sms.enough', { price: yuan(price), count: price ? Math.floor(balance / price) : '∞' })),
      low && h('p', { class: 'note warning', role: 'status' }, t(balance < price ? 'sms.empty' : 'sms.low')),
      !signature && h('p', { class: 'note warning' }, t('sms.unsigned')));
  }

  /** A new form each time, so that the next top-up is another request. */
  function showTopUp(movements) {
    const form = createForm({
      name: 'sms.top_up',
      fields: [
        yuanField({ name: 'amount_fen', label: t('topup.amount'), required: false }),
        textField({ name: 'note', label: t('topup.note'), hint: t('topup.note.hint') }),
      ],
      label: t('topup.submit'),
      send: (values, key) => api.topUpSms({ ...values, client_id: key }),
      done(state) {
        say(t('topup.done', { balance: yuan(state.balance_fen) }));
        showAccount(state);
        showTopUp(movements);
        movements.reload();
      },
    });
    fill(topUp, form.element);
  }

  function showSettings(settings) {
    let { version } = settings;
    const form = createForm({
      name: 'notice-settings',
      fields: fieldsOf(settings),
      label: t('save'),
      send: (_values, _key, changes) => api.updateNoticeSettings({ ...changes, version }),
      async newest() {
        const now = await api.readNoticeSettings();
        version = now.version;
        return Object.fromEntries(fieldsOf(now).map((field) => [field.name, field.read()]));
      },
      async done(stored) {
        say(t('sms.stored'));
        showSettings(stored);
        showAccount(await api.readSmsAccount());
      },
    });
    fill(settingsForm, form.element);
  }

  return section.element;
}

const panel = (id, content) => h('section', { class: 'panel padded', 'aria-label': t(`sms.${id}`) }, h('h2', {}, t(`sms.${id}`)), content);

const fieldsOf = (settings) => [
  textField({ name: 'sms_signature', label: t('sms.signature'), hint: t('sms.signature.hint'), value: settings.sms_signature }),
  yuanField({ name: 'price_fen', label: t('sms.price'), hint: t('sms.price.hint'), value: settings.price_fen }),
  yuanField({ name: 'low_balance_fen', label: t('sms.low_balance'), hint: t('sms.low_balance.hint'), value: settings.low_balance_fen }),
  textField({ name: 'sender_email', label: t('sms.sender_email'), hint: t('sms.sender_email.hint'), type: 'email', value: settings.sender_email }),
  textField({ name: 'sender_name', label: t('sms.sender_name'), value: settings.sender_name }),
  textField({ name: 'reply_to', label: t('sms.reply_to'), hint: t('sms.reply_to.hint'), type: 'email', value: settings.reply_to }),
  numberField({
    name: 'letters_a_day', label: t('sms.letters_a_day'), hint: t('sms.letters_a_day.hint'), value: settings.letters_a_day, min: 1, max: 100, required: true,
  }),
  numberField({
    name: 'sms_by_day', label: t('sms.sms_by_day'), hint: t('sms.sms_by_day.hint'), value: settings.sms_by_day, min: 0, max: 1_000_000, required: true,
  }),
  numberField({
    name: 'most_cents', label: t('sms.most_cents'), hint: t('sms.most_cents.hint'), unit: t('unit.us_cents'), value: settings.most_cents,
    min: 1, max: 1_000, required: true,
  }),
];
