/** Rules for bursts, the events that the desk is prepared for, and who hears of incidents. */
import type { Problem } from "../../desk/client.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type {
  BurstRuleShown,
  CategoryView,
  DefinedEventShown,
  IncidentSettingsView,
  ToldShown,
} from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import {
  ChoiceField,
  LinesField,
  NumberField,
  OptionalTextField,
  TextField,
  TickField,
  TicksField,
} from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { activeOnes, knownAgents, knownPlans, type Person, type PlanChoice } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import { asSeenFrom } from "../tickets/places.ts";

export const KINDS = ["category", "keyword", "score"] as const;
export const SEVERITIES = ["minor", "major", "critical"] as const;
const SCORES = [1, 2, 3] as const;

export interface Prepared {
  held: IncidentSettingsView;
  plans: PlanChoice[];
  people: Person[];
  categories: CategoryView[];
}

type Part = "rules" | "events" | "told";

export class SettingsKeeping {
  readonly reading = new Reading(async (): Promise<Prepared> => {
    const [held, plans, people, categories] = await Promise.all([
      api.readIncidentSettings(),
      knownPlans(),
      knownAgents(),
      api.listCategories(),
    ]);
    return { held, plans, people: activeOnes(people), categories };
  });

  async stored(held: IncidentSettingsView | null): Promise<void> {
    if (!held) return;
    say(t("incidents.stored"));
    // Whoever goes on at once goes on from here, not from what was before.
    const { data } = this.reading;
    if (data) this.reading.learn({ ...data, held });
    await this.reading.reload();
  }

  readonly remove = async (held: IncidentSettingsView, part: Part, at: number, name: string, leaving: AbortSignal) => {
    const title = t("incidents.remove", { name });
    const question = { title, paragraphs: [t(`incidents.remove.${part}`)], confirm: t("row.remove") };
    if (!await confirmed(question, leaving)) return;
    const left = held[part].filter((_, number) => number !== at);
    try {
      await this.stored(await api.changeIncidentSettings({ [part]: left, version: held.version }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      await this.reading.reload();
    }
  };
}

/** The list with this one in its place, or behind all others. */
const withOne = <Thing>(all: readonly Thing[], at: number, one: Thing): Thing[] =>
  at < 0 ? [...all, one] : all.map((each, number) => number === at ? one : each);

interface OneOf<Fields extends object, Value> {
  part: Part;
  name: string;
  held: IncidentSettingsView;
  at: number;
  fields: (value: Value | null) => Fields;
  valueOf: (values: Record<string, unknown>, before: Value | null) => Value;
  done: (answer: IncidentSettingsView) => void;
}

/** A form for one line of one of the lists; `at` -1: a new one. */
// deno-lint-ignore no-explicit-any -- of any fields; which ones, its caller says
function formOf<Fields extends Record<string, any>, Value>(one: OneOf<Fields, Value>) {
  const { part, at, done } = one;
  let known = one.held;
  const of = (held: IncidentSettingsView) => (held[part] as unknown as Value[])[at] ?? null;
  const before = of(known);
  return new Form<Fields, IncidentSettingsView>({
    name: `incidents.${part}.${one.name}`,
    fields: one.fields(before),
    send: (values) => {
      const value = one.valueOf(values, of(known));
      const list = withOne(known[part] as unknown as Value[], at, value);
      const place = at < 0 ? list.length - 1 : at;
      const asked = api.changeIncidentSettings({ [part]: list, version: known.version });
      return asSeenFrom(`${part}.${place}`, asked);
    },
    newest: async () => {
      known = await api.readIncidentSettings();
      return valuesOf(one.fields(of(known)));
    },
    done,
  });
}

export function ruleForm(
  { held, plans, categories }: Prepared,
  at: number,
  done: (answer: IncidentSettingsView) => void,
) {
  const eventIds = held.events.map(({ event_id: id }) => id);
  return formOf({
    part: "rules",
    name: held.rules[at]?.rule_id ?? "new",
    held,
    at,
    done,
    fields: (rule: BurstRuleShown | null) => ({
      name: new TextField({ value: rule?.name, required: true }),
      kind: new ChoiceField<typeof KINDS[number]>({ value: rule?.kind ?? "category" }),
      active: new TickField(rule?.active ?? true),
      severity: new ChoiceField<typeof SEVERITIES[number]>({ value: rule?.severity ?? "major" }),
      category_ids: new TicksField({
        value: rule?.category_ids,
        choices: categories.filter(({ archived }) => !archived).map(({ category_id: id }) => id),
      }),
      words: new LinesField({ value: rule?.words }),
      at_most: new ChoiceField<number>({ value: rule?.at_most ?? 2 }),
      plan_keys: new TicksField({ value: rule?.plan_keys, choices: plans.map(({ key }) => key) }),
      more_than: new NumberField({ value: rule?.more_than ?? 10, required: true }),
      minutes: new NumberField({ value: rule?.minutes ?? 30, required: true }),
      times: new NumberField({ value: rule?.times ?? 3, required: true }),
      calm_minutes: new NumberField({ value: rule?.calm_minutes ?? 30, required: true }),
      cool_down_minutes: new NumberField({ value: rule?.cool_down_minutes ?? 120, required: true }),
      event_id: new ChoiceField<string>({
        value: rule?.event_id ?? (eventIds.includes("mass_complaint") ? "mass_complaint" : ""),
      }),
    }),
    valueOf: (values, before) => ({
      ...values,
      rule_id: before?.rule_id ?? "new",
      event_id: values.event_id || null,
    } as unknown as BurstRuleShown),
  });
}

export type RuleFields = ReturnType<typeof ruleForm>["fields"];
export const SCORE_CHOICES = SCORES;

const taskFields = (task: DefinedEventShown["tasks"][number]) =>
  new GroupField({ text: new LanguagesField(task.text), who: new LanguagesField(task.who) });

export function eventForm(held: IncidentSettingsView, at: number, done: (answer: IncidentSettingsView) => void) {
  return formOf({
    part: "events",
    name: held.events[at]?.event_id ?? "new",
    held,
    at,
    done,
    fields: (event: DefinedEventShown | null) => ({
      names: new LanguagesField(event?.names),
      severity: new ChoiceField<typeof SEVERITIES[number]>({ value: event?.severity ?? "major" }),
      tasks: new ListField<DefinedEventShown["tasks"][number], ReturnType<typeof taskFields>>({
        value: event?.tasks,
        make: taskFields,
        blank: () => ({ text: {}, who: {} }),
        isBlank: (field) => field.parts.text.isEmpty && field.parts.who.isEmpty,
      }),
      holding: new LanguagesField(event?.holding),
      backup: new GroupField({
        phone: new TextField({ value: event?.backup.phone }),
        address: new TextField({ value: event?.backup.address }),
      }),
    }),
    valueOf: (values, before) => ({ ...values, event_id: before?.event_id ?? "" }) as unknown as DefinedEventShown,
  });
}

export type EventFields = ReturnType<typeof eventForm>["fields"];
export type TaskFields = ReturnType<typeof taskFields>;

export function toldForm({ held, people }: Prepared, at: number, done: (answer: IncidentSettingsView) => void) {
  return formOf({
    part: "told",
    name: held.told[at]?.agent_id ?? "new",
    held,
    at,
    done,
    fields: (told: ToldShown | null) => ({
      agent_id: new ChoiceField<string>({ value: told?.agent_id ?? people[0]?.agent_id ?? "" }),
      mobile: new OptionalTextField({ value: told?.mobile ?? null }),
      language: new ChoiceField<"zh-CN" | "en">({ value: told?.language ?? "zh-CN" }),
    }),
    valueOf: (values) => values as unknown as ToldShown,
  });
}

export type ToldFields = ReturnType<typeof toldForm>["fields"];

export const eventName = (held: IncidentSettingsView, id: string | null): string =>
  inOurLanguage(held.events.find(({ event_id: each }) => each === id)?.names) ?? t("incidents.event.none");

/** What a rule says, as one sentence. */
export function sentenceOf(rule: BurstRuleShown, categories: readonly CategoryView[]): string {
  const named = rule.category_ids.map((id) => {
    const category = categories.find(({ category_id: each }) => each === id);
    return category ? t("incidents.category", { zh: category.zh, en: category.en }) : id;
  });
  const what = {
    category: named.length
      ? t("incidents.of.category", { names: named.join(t("incidents.between")) })
      : t("incidents.of.each"),
    keyword: t("incidents.of.keyword", { words: rule.words.join(t("incidents.between")) }),
    score: t("incidents.of.score", { score: rule.at_most }),
  }[rule.kind];
  return t("incidents.sentence", { what, count: rule.more_than, minutes: rule.minutes, times: rule.times });
}
