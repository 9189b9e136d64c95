/** The section that says what the desk lacks so that nobody waits in vain, and leads to where that is mended. */
import { h, icon } from '../../kit/dom.js';
import { inOurLanguage, t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { createSection, table } from '../section.js';

/** Where each lack is mended. */
const MENDED_IN = {
  no_agents: 'agents', one_administrator: 'agents', agent_receives_nothing: 'groups', group_empty: 'groups', leader_away: 'groups',
  plan_unserved: 'plans', plan_partly_unserved: 'plans', nobody_told: 'plans', no_sender: 'sms', no_signature: 'sms',
};

export function showSetup({ leaving }) {
  const section = createSection({
    id: 'setup',
    load: api.checkSetup,
    show: (lacks) => (lacks.length ? listed(lacks) : h('p', { class: 'panel nothing good' }, icon('check'), t('setup.whole'))),
  }, leaving);
  return section.element;
}

const listed = (lacks) => table({
  caption: t('section.setup'),
  columns: [t('setup.lack'), t('setup.whose'), t('setup.mend')],
  rows: lacks.map(({ code, about, name, words }) => ({
    key: `${code}#${about}`,
    cells: [
      inOurLanguage(words),
      name ? h('bdi', {}, name) : '—',
      h('a', { href: `#${MENDED_IN[code]}` }, t(`section.${MENDED_IN[code]}`)),
    ],
  })),
});
