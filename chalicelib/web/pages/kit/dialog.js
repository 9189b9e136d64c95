/** Questions that stop the work, and short words that do not. */
import { fill, h, icon } from './dom.js';
import { t } from '../desk/i18n.ts';

/**
 * Asks before something that cannot be undone. Resolves to true when confirmed; Escape, Cancel and leaving the page are no.
 * `more`, if there is something to be filled in, stands below the words.
 */
export function confirmed({ title, paragraphs, confirm, more = null }, leaving) {
  return new Promise((resolve) => {
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'dialog-title', closedby: 'any' },
      h('form', { method: 'dialog' },
        h('h2', { id: 'dialog-title' }, title),
        paragraphs.map((text) => h('p', {}, text)),
        more,
        h('div', { class: 'dialog-buttons' },
          h('button', { type: 'button', class: 'button', onclick: () => dialog.close('no') }, t('cancel')),
          h('button', { class: 'button danger', value: 'yes', autofocus: true }, confirm),
        ),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
    leaving.addEventListener('abort', () => dialog.close());
    document.body.append(dialog);
    dialog.showModal();
  });
}

const TOAST_MS = 6000;

/** A place for short words at the foot of the page; read out politely. */
export function createToasts() {
  const element = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });

  /** `action`, if there is something to do about it: {label, run}. */
  function say(text, { kind = 'info', stays = false, action = null } = {}) {
    const act = () => {
      toast.remove();
      action.run();
    };
    const toast = h('div', { class: `toast ${kind}` },
      h('span', { dir: 'auto' }, text),
      action && h('button', { type: 'button', class: 'link', onclick: act }, action.label),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': t('dismiss'), onclick: () => toast.remove() }, icon('cross')),
    );
    fill(element, toast);
    if (!stays) setTimeout(() => toast.remove(), TOAST_MS);
  }

  return { element, say };
}
