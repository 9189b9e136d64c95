/** The line of HTML that puts a plan's chat on a website, ready to be copied. */
import { base } from './console-api.js';
import { h } from './console-dom.js';
import { t } from './console-i18n.js';

export function createEmbed(planKey) {
  const code = h('textarea', {
    class: 'embed-code mono', readonly: true, rows: 2, spellcheck: 'false', 'aria-label': t('embed.label'), onfocus: () => code.select(),
  }, `<script async src="${base}widget.js" data-plan="${planKey}"></script>`);
  const said = h('span', { class: 'quiet', role: 'status' });

  async function copy() {
    code.select();
    try {
      await navigator.clipboard.writeText(code.value);
      said.textContent = t('embed.copied');
    } catch {
      // Without a secure address or the permission the text is at least selected.
      said.textContent = t('embed.copy_by_hand');
    }
  }

  return h('div', { class: 'embed' },
    h('p', { class: 'embed-head' }, h('span', {}, t('embed.label')), said, h('span', { class: 'spring' }),
      h('button', {
        type: 'button', class: 'button small', 'aria-label': `${t('embed.copy')} ${planKey}`, onclick: copy,
      }, t('embed.copy'))),
    code, h('p', { class: 'field-hint' }, t('embed.hint')));
}
