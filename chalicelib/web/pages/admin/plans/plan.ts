/** Everything about one plan as one form, and the short form of a new one. */
import type { PlanView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { GroupField } from "../parts/compound.ts";
import { ChoiceField, LinesField, NumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import type { PlanPictures } from "./pictures.ts";
import { choosableGroups, type GroupChoice, type Person } from "../parts/people.ts";
import { HoursField } from "./hours.ts";
import { LANGUAGES } from "./languages.ts";
import { limitsField } from "./limits.ts";
import { lookField } from "./look.ts";
import { monitoringField } from "./monitoring.ts";
import { offlineField } from "./offline.ts";
import { prechatField } from "./prechat.ts";
import { repliesField } from "./replies.ts";
import { shopField } from "./shop.ts";
import { surveyField } from "./survey.ts";
import { textsField } from "./texts.ts";
import { watchField } from "./watch.ts";

export const ALLOCATIONS = ["rotation", "balanced"] as const;
export const USUAL_ZONE = "Asia/Shanghai";

/** Who may receive. */
export interface People {
  groups: GroupChoice[];
  agents: Person[];
}

/** Whom the plan may name: archived groups only where it names them already. */
export const offered = (people: People, plan?: PlanView): People => {
  const chosen = [...plan?.group_ids ?? [], ...plan?.prechat.choices.map(({ group_id: id }) => id) ?? []];
  return { ...people, groups: choosableGroups(people.groups, chosen) };
};

const serving = (plan: Partial<PlanView>, { groups, agents }: People) => ({
  group_ids: new TicksField({ value: plan.group_ids, choices: groups.map(({ group_id: id }) => id) }),
  agent_ids: new TicksField({ value: plan.agent_ids, choices: agents.map(({ agent_id: id }) => id) }),
  allocation: new ChoiceField<PlanView["allocation"]>({ value: plan.allocation ?? "rotation" }),
  prefer_last_agent: new TickField(plan.prefer_last_agent),
  wait_for_last_agent_seconds: new NumberField({ value: plan.wait_for_last_agent_seconds ?? 0, required: true }),
  accept_seconds: new NumberField({ value: plan.accept_seconds ?? 90, required: true }),
  needs_category: new TickField(plan.needs_category),
});

const place = (plan: Partial<PlanView>) => ({
  name: new TextField({ value: plan.name, required: true }),
  time_zone: new TextField({ value: plan.time_zone ?? USUAL_ZONE, required: true }),
  allowed_origins: new LinesField({ value: plan.allowed_origins }),
});

const ofWhole = (plan: PlanView, people: People) => ({
  ...place(plan),
  open: new TickField(plan.open),
  languages: new TicksField({ value: plan.languages, choices: LANGUAGES, required: true }),
  ...serving(plan, people),
  hours: new HoursField(plan.hours),
  offline: offlineField(plan.offline),
  texts: textsField(plan.texts),
  auto_replies: repliesField(plan.auto_replies),
  survey: surveyField(plan.survey),
  limits: limitsField(plan.limits),
  watch: watchField(plan.watch),
  monitoring: monitoringField(plan.monitoring),
  prechat: prechatField(plan.prechat),
  shop: shopField(plan.shop),
  look: lookField(plan.look),
  suggests: new GroupField({
    while_waiting: new TickField(plan.suggests.while_waiting),
    while_away: new TickField(plan.suggests.while_away),
  }),
});

export type ServingFields = ReturnType<typeof serving>;
export type PlaceFields = ReturnType<typeof place>;
export type PlanFields = ReturnType<typeof ofWhole>;

export const ofNewPlan = (people: People, done: (answer: PlanView) => void) =>
  new Form({
    name: "plan.new",
    fields: { key: new TextField({ required: true }), ...place({}), ...serving({}, people) },
    send: (values, requestKey) => api.createPlan(values, requestKey),
    done,
  });

export const ofCopy = (plan: PlanView, done: (answer: PlanView) => void) =>
  new Form({
    name: `plan.copy.${plan.key}`,
    fields: { key: new TextField({ required: true }), name: new TextField({ value: plan.name, required: true }) },
    send: (values, requestKey) => api.copyPlan(plan.key, values, requestKey),
    done,
  });

export function ofPlan(plan: PlanView, people: People, pictures: PlanPictures, done: (answer: PlanView) => void) {
  let { version } = plan;
  // Whoever changes a picture here has seen what the plan was before; what somebody else changed meanwhile is not theirs.
  pictures.changed = (now) => {
    if (now.version === version + 1) version = now.version;
  };
  return new Form({
    name: `plan.${plan.key}`,
    fields: ofWhole(plan, people),
    send: (_values, _key, changes) => api.updatePlan(plan.key, { ...changes, version }),
    newest: async () => {
      const now = await api.readPlan(plan.key);
      version = now.version;
      return valuesOf(ofWhole(now, people));
    },
    done,
  });
}
