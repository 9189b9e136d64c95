/** The form of a rule: so many days after which conversations somebody calls, and who. */
import { agentName } from '../../desk/format.ts';
import { t } from '../../desk/i18n.ts';
import * as api from '../parts/api.ts';
import { tickField, ticksField } from '../parts/choices.js';
import { openForm } from '../parts/drawer.js';
import { linesField, numberField, selectField, textField } from '../parts/fields.js';
import { clockField, kindField, levelsField, scriptField } from './fields.js';

const BLANK = {
  name: '', kind: 'after_sale', plan_keys: [], categories: [], levels: [], after_days: 7, at: '10:00', owner: 'last_agent', script: {}, active: true,
};

/** `known` is {plans, agents}: what there is to choose from. */
export function openRule(rule, known, leaving, done) {
  let version = rule?.version;
  openForm({
    title: rule ? t('edit.title', { name: rule.name }) : t('rules.new'),
    intro: t('rule.intro'),
    form: {
      name: `follow-up-rule.${rule?.rule_id ?? 'new'}`,
      fields: fieldsOf(rule ?? BLANK, known),
      label: t(rule ? 'save' : 'rules.create'),
      send: (values, key, changes) => (rule
        ? api.updateFollowUpRule(rule.rule_id, { ...changes, version }) : api.createFollowUpRule(values, key)),
      newest: rule && (async () => {
        const now = (await api.listFollowUpRules()).find((one) => one.rule_id === rule.rule_id);
        version = now.version;
        return Object.fromEntries(fieldsOf(now, known).map((field) => [field.name, field.read()]));
      }),
    },
    done,
  }, leaving);
}

function fieldsOf(rule, { plans, agents }) {
  return [
    textField({ name: 'name', label: t('field.name'), hint: t('rule.name.hint'), value: rule.name, required: true }),
    tickField({ name: 'active', label: t('rule.active'), hint: t('rule.active.hint'), value: rule.active }),
    kindField(rule.kind),
    numberField({
      name: 'after_days', label: t('field.after_days'), hint: t('after_days.hint'), unit: t('unit.days'), value: rule.after_days, min: 1, max: 366,
      required: true,
    }),
    clockField(rule.at, t('rule.at.hint')),
    ownerField(rule.owner, agents),
    plansField(rule.plan_keys, plans),
    linesField({ name: 'categories', label: t('field.categories'), hint: t('categories.hint'), value: rule.categories }),
    levelsField(rule.levels),
    scriptField(rule.script),
  ];
}

function ownerField(value, agents) {
  const options = [['last_agent', t('owner.last_agent')], ...agents.map((agent) => [agent.agent_id, agentName(agent)])];
  return selectField({
    name: 'owner', label: t('field.owner'), hint: t('owner.hint'), value,
    options: options.some(([id]) => id === value) ? options : [...options, [value, value]],
  });
}

/** Ticked where the plans are known, else named by their keys. */
function plansField(value, plans) {
  const about = { name: 'plan_keys', label: t('field.plan_keys'), hint: t('plan_keys.hint'), value };
  return plans.length ? ticksField({ ...about, options: plans.map((plan) => [plan.key, plan.name]) }) : linesField(about);
}
