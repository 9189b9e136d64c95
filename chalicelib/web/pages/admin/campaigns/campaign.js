/** The form of a campaign: which customers, how many, how often, and whose they become. */
import { agentName } from '../../desk/format.ts';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { radioField, tickField, ticksField } from '../parts/choices.js';
import { openForm } from '../parts/drawer.js';
import { numberField, selectField, textField } from '../parts/fields.js';
import { clockField, kindField, levelsField, scriptField } from './fields.js';

const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6];
const BLANK = {
  name: '', kind: 'care', plan_key: '', days_without_contact: 90, quota_per_agent: 20, every: 'week', weekday: 0, at: '09:00', agent_ids: [],
  group_id: null, not_again_days: 30, levels: [], reachable_only: false, script: {}, active: true,
};

/** `known` is {plans, groups, agents}: what there is to choose from. */
export function openCampaign(campaign, known, leaving, done) {
  let version = campaign?.version;
  openForm({
    title: campaign ? t('edit.title', { name: campaign.name }) : t('campaigns.new'),
    intro: t('campaign.intro'),
    form: {
      name: `campaign.${campaign?.campaign_id ?? 'new'}`,
      fields: fieldsOf(campaign ?? { ...BLANK, plan_key: known.plans[0]?.key ?? '' }, known),
      label: t(campaign ? 'save' : 'campaigns.create'),
      send: (values, key, changes) => (campaign
        ? api.updateCampaign(campaign.campaign_id, { ...said(changes, values), version }) : api.createCampaign(said(values, values), key)),
      newest: campaign && (async () => {
        const now = await api.readCampaign(campaign.campaign_id);
        version = now.version;
        return Object.fromEntries(fieldsOf(now, known).map((field) => [field.name, field.read()]));
      }),
    },
    done,
  }, leaving);
}

/** With a group chosen, the agents ticked do not count. */
function said(values, { group_id: group, agent_ids: agents }) {
  if (!('group_id' in values) && !('agent_ids' in values)) return values;
  return { ...values, ...(group ? { group_id: group, agent_ids: [] } : { group_id: null, agent_ids: agents }) };
}

function fieldsOf(campaign, { plans, groups, agents }) {
  const number = (name, max, unit) => numberField({
    name, label: t(`field.${name}`), hint: t(`${name}.hint`), unit: t(`unit.${unit}`), value: campaign[name], min: 1, max, required: true,
  });
  return [
    textField({ name: 'name', label: t('field.name'), hint: t('campaign.name.hint'), value: campaign.name, required: true }),
    tickField({ name: 'active', label: t('campaign.active'), hint: t('campaign.active.hint'), value: campaign.active }),
    kindField(campaign.kind),
    planField(campaign.plan_key, plans),
    number('days_without_contact', 3650, 'days'),
    number('not_again_days', 3650, 'days'),
    levelsField(campaign.levels),
    tickField({ name: 'reachable_only', label: t('campaign.reachable'), value: campaign.reachable_only }),
    selectField({
      name: 'group_id', label: t('campaign.group'), hint: t('campaign.group.hint'), value: campaign.group_id ?? '',
      options: [['', t('campaign.group.none')], ...groups.map((group) => [group.group_id, group.name])],
    }),
    ticksField({
      name: 'agent_ids', label: t('campaign.agents'), value: campaign.agent_ids, search: t('agents.find'), empty: t('group.members.none'),
      options: agents.map((agent) => [agent.agent_id, agentName(agent)]),
    }),
    number('quota_per_agent', 200, 'customers'),
    radioField({ name: 'every', label: t('field.every'), value: campaign.every, options: ['day', 'week'].map((one) => [one, t(`every.${one}`)]) }),
    asNumber(selectField({
      name: 'weekday', label: t('field.weekday'), hint: t('weekday.hint'), value: `${campaign.weekday}`,
      options: WEEKDAYS.map((day) => [`${day}`, t(`weekday.${day}`)]),
    })),
    clockField(campaign.at, t('campaign.at.hint')),
    scriptField(campaign.script),
  ];
}

const asNumber = (field) => ({ ...field, read: () => Number(field.read()), write: (number) => field.write(`${number}`) });

/** Chosen where the plans are known, else named by its key. */
function planField(value, plans) {
  const about = { name: 'plan_key', label: t('field.plan_key'), value, required: true };
  if (!plans.length) return textField({ ...about, hint: t('plan_key.hint') });
  const options = plans.map((plan) => [plan.key, plan.name]);
  return selectField({ ...about, options: plans.some((plan) => plan.key === value) ? options : [...options, [value, value]] });
}
