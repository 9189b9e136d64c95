/** The bar above everything: who I am, my status and load, sound, notifications, language, sign out. */
import { fill, h, icon } from '../kit/dom.js';
import { language, t } from '../desk/i18n.ts';
import { createPeople } from './people/people.js';
import { STATUSES, AWAY } from './people/presence.js';
import { administration } from '../desk/session.ts';
import { askReply } from './people/away.js';

export function createTopBar(desk, departure, leaving) {
  const { session, presence, conversations, notifier } = desk;
  const { agent } = session;
  const answers = session.can('conversations.answer');
  const people = session.can('presence.others') && session.can('people.see') ? createPeople(desk, leaving) : null;

  const choices = STATUSES.map((status) => {
    const radio = h('input', { type: 'radio', name: 'presence', value: status, onchange: () => presence.choose(status) });
    return { status, radio, label: h('label', { class: `presence ${status}` }, radio, h('span', {}, t(`presence.${status}`))) };
  });
  const load = h('span', { class: 'load' });
  const sound = h('button', { type: 'button', class: 'icon-button', onclick: () => notifier.mute(!notifier.muted) });
  const allow = h('button', { type: 'button', class: 'button small', 'aria-label': t('notify.allow'), onclick: () => notifier.askPermission() },
    icon('bell'), h('span', {}, t('notify.allow')));

  const replying = h('button', { type: 'button', class: 'button small quiet away-reply', onclick: () => askReply(presence, leaving) });

  function showPresence() {
    for (const { status, radio } of choices) radio.checked = status === presence.chosen;
    replying.hidden = !AWAY.includes(presence.chosen);
    replying.textContent = t(presence.reply ? 'away.change' : 'away.add');
    replying.title = presence.reply ?? t('away.about');
    replying.classList.toggle('set', Boolean(presence.reply));
  }

  function showLoad() {
    const count = conversations.serving.length;
    fill(load, `${t('load.short')} `, h('b', {}, `${count}/${agent.capacity}`));
    load.title = t('load.label', { count, capacity: agent.capacity });
    load.classList.toggle('full', count >= agent.capacity);
  }

  function showNotifier() {
    const label = t(notifier.muted ? 'sound.unmute' : 'sound.mute');
    fill(sound, icon(notifier.muted ? 'muted' : 'sound'));
    sound.setAttribute('aria-label', label);
    sound.setAttribute('aria-pressed', String(notifier.muted));
    sound.title = label;
    allow.hidden = notifier.permission !== 'default';
  }

  presence.addEventListener('changed', showPresence, { signal: leaving });
  conversations.addEventListener('changed', showLoad, { signal: leaving });
  notifier.addEventListener('changed', showNotifier, { signal: leaving });
  showPresence();
  showLoad();
  showNotifier();

  return h('header', { class: 'top-bar' },
    h('div', { class: 'brand' }, h('span', { class: 'brand-mark' }, icon('bell')), h('span', {}, t('product'))),
    answers && [
      h('fieldset', { class: 'presence-switch' },
        h('legend', { class: 'unseen' }, t('presence.label')),
        choices.map(({ label }) => label)),
      replying,
      load,
    ],
    h('div', { class: 'spring' }),
    answers && allow,
    session.mayManage && h('a', { class: 'button small quiet admin-link', href: administration, title: t('administration'), 'aria-label': t('administration') },
      icon('sliders'), h('span', {}, t('administration'))),
    people && [people.button, people.panel],
    answers && sound,
    h('button', {
      type: 'button', class: 'button small quiet', lang: language.other, title: t('switch_language'), 'aria-label': t('switch_language'),
      onclick: () => language.choose(language.other),
    }, language.other === 'en' ? 'EN' : '中文'),
    h('div', { class: 'me' },
      h('span', { class: 'me-name', dir: 'auto' }, agent.name),
      agent.number && h('span', { class: 'me-number' }, t('agent.number', { number: agent.number }))),
    h('button', { type: 'button', class: 'icon-button', 'aria-label': t('sign_out'), title: t('sign_out'), onclick: () => departure.signOut() },
      icon('leave')),
  );
}
