/** What puts a plan on a website, ready to be copied: the line of HTML, and the address of its form for messages. */
import { base } from '../../desk/api.ts';
import { h } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';

export const createEmbed = (planKey) => copyable({
  name: planKey, kind: 'embed', text: `<script async src="${base}widget.js" data-plan="${planKey}"></script>`, rows: 2,
});

export const createFormAddress = (planKey) => copyable({
  name: `form/${planKey}`, kind: 'form_page', text: `${base}form/${encodeURIComponent(planKey)}`, rows: 1,
});

/** `name` tells this one's button from others. */
function copyable({ name, kind, text, rows }) {
  const code = h('textarea', {
    class: 'embed-code mono', readonly: true, rows, spellcheck: 'false', 'aria-label': t(`${kind}.label`), onfocus: () => code.select(),
  }, text);
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
    h('p', { class: 'embed-head' }, h('span', {}, t(`${kind}.label`)), said, h('span', { class: 'spring' }),
      h('button', {
        type: 'button', class: 'button small', 'aria-label': `${t('embed.copy')} ${name}`, onclick: copy,
      }, t('embed.copy'))),
    code, h('p', { class: 'field-hint' }, t(`${kind}.hint`)));
}
