/** Money: the desk counts fen, people read and write yuan. */
import { h } from '../../kit/dom.js';
import { language, t } from '../../desk/i18n.ts';
import { framed } from './fields.js';

const YUAN = /^(\d{1,7})(?:[.．](\d{1,2}))?$/;

export const yuan = (fen, signed = false) => new Intl.NumberFormat(language.code, {
  style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol', signDisplay: signed ? 'always' : 'auto',
}).format(fen / 100);

const written = (fen) => (Number.isInteger(fen) ? (fen / 100).toFixed(2) : '');

/** A field in yuan whose value is fen; null for what is no amount. */
export function yuanField({ value = null, ...about }) {
  const control = h('input', { type: 'text', class: 'number', name: about.name, inputmode: 'decimal', autocomplete: 'off' });
  control.value = written(value);
  return framed(about, {
    control, beside: h('span', { class: 'unit' }, t('unit.yuan')),
    read() {
      const [, whole, part = ''] = YUAN.exec(control.value.trim()) ?? [];
      return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, '0'));
    },
    write: (fen) => { control.value = written(fen); },
  });
}
