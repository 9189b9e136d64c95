/** A form at the side of the page. Escape puts it away and keeps what was typed; Cancel gives it up. */
import { h, icon } from '../../kit/dom.js';
import { t } from '../../desk/i18n.ts';
import { createForm } from './form.js';

/**
 * `form` is what createForm() takes; `aside` stands above it; `done(answer)` runs when the drawer is closed again, with
 * nothing if unsaved; `wide` is for a form of many parts.
 */
export function openForm({ title, intro, aside, form, done, wide = false }, leaving) {
  const opener = document.activeElement;
  let stored;
  const dialog = h('dialog', { class: wide ? 'drawer wide' : 'drawer', 'aria-labelledby': 'drawer-title' });
  const content = createForm({
    ...form,
    cancel: () => dialog.close(),
    done: (answer) => {
      stored = answer ?? true;
      dialog.close();
    },
  });
  dialog.append(
    h('header', { class: 'drawer-head' },
      h('h2', { id: 'drawer-title', dir: 'auto' }, title),
      h('button', {
        type: 'button', class: 'icon-button', 'aria-label': t('drawer.close'), title: t('drawer.close'), onclick: () => dialog.close(),
      }, icon('cross'))),
    h('div', { class: 'drawer-body' }, intro && h('p', { class: 'drawer-intro' }, intro), aside, content.element),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    // Whoever closes it stands where they opened it, also if the browser has lost that place.
    if (opener?.isConnected && document.activeElement === document.body) opener.focus();
    if (!leaving.aborted) done(stored);
  });
  leaving.addEventListener('abort', () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  content.focus();
  return dialog;
}
