/** How a plan looks on its website, with a little picture of it that follows every change. */
import { fill, h, icon } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { radioField } from '../parts/choices.js';
import { framed, numberField, selectField, textField } from '../parts/fields.js';
import { groupField } from '../parts/parts.js';

const ICONS = { bubble: 'chat', headset: 'headset', question: 'why', smile: 'smile', envelope: 'mail' };
const COLOR = /^#[0-9a-f]{6}$/i;
const READABLE = 4.5;

/** `texts()` gives the plan's texts as they are typed now: the picture says them too. */
export function lookField({ value, texts }) {
  const preview = createPreview();
  const contrast = h('p', { class: 'contrast', role: 'status' });
  const icons = Object.keys(ICONS).map((name) => [name, t(`icon.${name}`)]);
  const field = groupField({
    name: 'look',
    parts: {
      show: radioField({ name: 'look.show', label: t('look.show'), value: value.show, options: ['icon', 'board'].map((one) => [one, t(`show.${one}`), t(`show.${one}.hint`)]) }),
      position: radioField({ name: 'look.position', label: t('look.position'), value: value.position, options: ['left', 'right'].map((one) => [one, t(`position.${one}`)]) }),
      icon: selectField({ name: 'look.icon', label: t('look.icon'), value: value.icon, options: icons }),
      offline_icon: selectField({ name: 'look.offline_icon', label: t('look.offline_icon'), value: value.offline_icon, options: icons }),
      color: colorField({ name: 'look.color', label: t('look.color'), value: value.color }),
      text_color: colorField({ name: 'look.text_color', label: t('look.text_color'), value: value.text_color }),
      offset_x: numberField({ name: 'look.offset_x', label: t('look.offset_x'), unit: t('unit.pixels'), value: value.offset_x, min: 0, max: 500 }),
      offset_y: numberField({ name: 'look.offset_y', label: t('look.offset_y'), unit: t('unit.pixels'), value: value.offset_y, min: 0, max: 500 }),
      picture: textField({ name: 'look.picture', label: t('look.picture'), hint: t('look.picture.hint'), value: value.picture }),
    },
    lay: (parts, wrong) => h('div', { class: 'look', oninput: show, onchange: show },
      h('div', { class: 'look-fields' }, Object.values(parts).map((part) => part.element), wrong),
      h('div', { class: 'look-preview' }, h('b', {}, t('look.preview')), preview.element, contrast)),
  });

  function show() {
    const look = field.read();
    preview.show(look, texts());
    const ratio = contrastOf(look.color, look.text_color);
    contrast.hidden = ratio === null;
    contrast.classList.toggle('weak', ratio < READABLE);
    contrast.textContent = t(ratio < READABLE ? 'contrast.weak' : 'contrast.good', { ratio: ratio?.toFixed(1) });
  }

  const write = (look) => {
    field.write(look);
    show();
  };
  show();
  return { ...field, write, show };
}

/** A colour, picked or typed as #rrggbb. */
function colorField({ value, ...about }) {
  const control = h('input', { type: 'text', name: about.name, class: 'mono color', maxlength: 7, spellcheck: 'false', autocomplete: 'off' });
  const picker = h('input', { type: 'color', class: 'swatch', 'aria-label': t('color.pick', { what: about.label }) });
  const follow = () => { if (COLOR.test(control.value)) picker.value = control.value.toLowerCase(); };
  const write = (color) => {
    control.value = color ?? '';
    follow();
  };
  picker.addEventListener('input', () => { control.value = picker.value; });
  control.addEventListener('input', follow);
  write(value);
  return framed(about, { control, beside: picker, write, read: () => control.value.trim().toLowerCase() });
}

/** WCAG 2: from 1 (the same) to 21 (black on white); null while one is no colour. */
function contrastOf(one, other) {
  if (!COLOR.test(one) || !COLOR.test(other)) return null;
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function createPreview() {
  const page = h('div', { class: 'little-page', 'aria-hidden': 'true' });

  /** While somebody is there, and while nobody is, beside each other. */
  function show(look, words) {
    const colors = COLOR.test(look.color) && COLOR.test(look.text_color) ? [look.color, look.text_color] : ['#888888', '#ffffff'];
    const corner = h('div', { class: `corner ${look.position}` },
      look.show === 'board' ? board(look, words) : [bubble(look.icon), bubble(look.offline_icon)]);
    for (const part of corner.querySelectorAll('.tinted')) [part.style.backgroundColor, part.style.color] = colors;
    // A fifth of the size: the page shown is about 1200 pixels wide.
    corner.style.setProperty(look.position === 'left' ? 'left' : 'right', `${Math.min(60, (look.offset_x ?? 0) / 5)}px`);
    corner.style.setProperty('bottom', `${Math.min(100, (look.offset_y ?? 0) / 5)}px`);
    fill(page, h('i', {}), h('i', {}), h('i', {}), corner);
  }

  const bubble = (name) => h('span', { class: 'bubble-button tinted' }, icon(ICONS[name] ?? 'chat'));

  const board = (look, words) => h('div', { class: 'little-board' },
    h('b', { class: 'tinted' }, icon(ICONS[look.icon] ?? 'chat'), words.board_title ?? ''),
    look.picture && h('span', { class: 'little-picture' }, icon('card')),
    h('p', { dir: 'auto' }, words.board_text ?? ''));

  return { element: page, show };
}
