/** The section of follow-up plans: campaigns with how far they are, and rules. */
import { confirmed } from '../../kit/dialog.js';
import { h, icon } from '../../kit/dom.js';
import { agentName, dayAndTime } from '../../desk/format.ts';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { openCampaign } from './campaign.js';
import { openRule } from './rule.js';
import { newKey } from '../parts/once.js';
import { choosableGroups, knownAgents, knownPlans, namesOf } from '../parts/people.js';
import { wordsOf } from '../parts/problem.js';
import { createSection, nothing } from '../section.js';

const PACE_MS = 2000;

async function readCampaigns() {
  const campaigns = await api.listCampaigns();
  return Promise.all(campaigns.map((one) => api.readCampaign(one.campaign_id)));
}

export function showFollowUps({ say, leaving }) {
  let known = { plans: [], groups: [], agents: [] };
  let timer = null;
  const ruleButton = h('button', { type: 'button', class: 'button', disabled: true, onclick: () => openRule(null, known, leaving, stored) }, t('rules.new'));
  const section = createSection({
    id: 'followups',
    create: { label: t('campaigns.new'), run: () => openCampaign(null, known, leaving, stored) },
    tools: ruleButton,
    load: () => Promise.all([readCampaigns(), api.listFollowUpRules(), knownPlans(), choosableGroups(), knownAgents()]),
    show([campaigns, rules, plans, groups, agents]) {
      known = { plans, groups, agents: agents.filter((agent) => agent.active !== false) };
      ruleButton.disabled = false;
      lookAgain(campaigns.some(isRunning));
      return [
        campaigns.length ? h('ul', { class: 'plans' }, campaigns.map(campaignCard)) : nothing(t('campaigns.none')),
        h('h2', { class: 'below' }, t('rules')),
        rules.length ? h('ul', { class: 'plans' }, rules.map(ruleCard)) : nothing(t('rules.none')),
      ];
    },
  }, leaving);

  /** While a run goes on, its numbers grow. */
  function lookAgain(wanted) {
    clearTimeout(timer);
    if (wanted) timer = setTimeout(section.reload, PACE_MS);
  }

  function stored(answer) {
    if (answer) say(t('stored', { name: answer.name }));
    section.reload();
  }

  async function run(campaign) {
    const sure = await confirmed({
      title: t('campaign.run.title', { name: campaign.name }), paragraphs: [t('campaign.run.body', quotaOf(campaign))], confirm: t('campaign.run'),
    }, leaving);
    if (!sure) return;
    try {
      const { run_id: id } = await api.runCampaign(campaign.campaign_id, newKey());
      say(t(id === campaign.last_run?.run_id ? 'campaign.ran_before' : 'campaign.started', { name: campaign.name }));
    } catch (problem) {
      say(wordsOf(problem), { kind: 'warning', stays: true });
    }
    section.reload();
  }

  const nameOf = (things, id, name) => namesOf(things, id, name);
  const planName = (key) => nameOf(known.plans, 'key', (plan) => plan.name)(key);
  const agentOf = (id) => nameOf(known.agents, 'agent_id', agentName)(id);

  const whose = ({ group_id: group, agent_ids: agents }) => (group
    ? nameOf(known.groups, 'group_id', (one) => one.name)(group) : agents.map(agentOf).join(t('comma')));

  function campaignCard(campaign) {
    return h('li', { class: 'panel padded plan', 'data-key': campaign.campaign_id },
      head(campaign, [
        h('button', { type: 'button', class: 'button small', disabled: !campaign.active || isRunning(campaign), onclick: () => run(campaign) },
          icon('play'), t('campaign.run')),
        edit(campaign, () => openCampaign(campaign, known, leaving, stored)),
      ]),
      progressOf(campaign),
      facts([
        ['plan_key', planName(campaign.plan_key)],
        ['days_without_contact', t('days', { count: campaign.days_without_contact })],
        ['quota_per_agent', t('quota', quotaOf(campaign))],
        ['whose', whose(campaign)],
        ['next_run_at', campaign.next_run_at ? dayAndTime(campaign.next_run_at) : t('campaign.never')],
        ['last_run_on', campaign.last_run_on ?? t('campaign.not_yet')],
      ]));
  }

  function ruleCard(rule) {
    return h('li', { class: 'panel padded plan', 'data-key': rule.rule_id },
      head(rule, [edit(rule, () => openRule(rule, known, leaving, stored))]),
      facts([
        ['after_days', t('rule.when', { count: rule.after_days, time: rule.at })],
        ['owner', rule.owner === 'last_agent' ? t('owner.last_agent') : agentOf(rule.owner)],
        ['plan_keys', rule.plan_keys.length ? rule.plan_keys.map(planName).join(t('comma')) : t('all')],
        ['categories', rule.categories.length ? rule.categories.join(t('comma')) : t('all')],
        ['levels', rule.levels.length ? rule.levels.map((level) => t(`level.${level}`)).join(t('comma')) : t('all')],
      ]));
  }

  leaving.addEventListener('abort', () => clearTimeout(timer));
  return section.element;
}

const isRunning = ({ last_run: run }) => run?.state === 'running';

const quotaOf = ({ quota_per_agent: count, every }) => ({ count, every: t(`every.${every}`) });

const head = (one, buttons) => h('header', { class: 'plan-head' },
  h('h2', { dir: 'auto' }, one.name), h('span', { class: 'chip' }, t(`followup_kind.${one.kind}`)),
  !one.active && h('span', { class: 'chip waiting' }, t('campaign.paused')), h('span', { class: 'spring' }), buttons);

const edit = (one, act) => h('button', { type: 'button', class: 'button small', 'aria-label': `${t('edit')} ${one.name}`, onclick: act }, t('edit'));

const facts = (list) => h('dl', { class: 'facts' }, list.map(([name, value]) =>
  h('div', {}, h('dt', {}, t(`field.${name}`)), h('dd', { dir: 'auto' }, value))));

/** Of what was planned in all runs: how many are done, with whom we spoke, and how many are late. */
function progressOf(campaign) {
  const { planned, done, reached, overdue } = campaign.progress;
  const words = planned ? t('progress', { planned, done, reached, percent: Math.round((done / planned) * 100) }) : t('progress.none');
  return h('div', { class: 'progress' },
    h('progress', { max: Math.max(1, planned), value: done, 'aria-label': words }),
    h('p', {}, words, overdue > 0 && [' ', h('b', { class: 'late' }, t('progress.overdue', { count: overdue }))],
      isRunning(campaign) && [' ', h('span', { class: 'chip waiting' }, t('progress.running'))]));
}
