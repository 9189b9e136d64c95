/** The rules by which conversations are drawn: as a list, and one as a form; and for how long one may appeal. */
import type { Problem } from "../../desk/client.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { QualitySettingsView, RuleShown, SheetLineView } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import {
  ChoiceField,
  Constant,
  type FieldOptions,
  LinesField,
  NumberField,
  TextField,
  TickField,
  TicksField,
} from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { choosableGroups, knownGroups, knownPlans } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { asSeenFrom } from "../tickets/places.ts";
import * as asking from "./asking.ts";

export const KINDS = ["share", "random", "low_score", "long_wait", "slow_answer", "keywords"] as const;
export const SIDES = ["anybody", "agent", "visitor"] as const;
export type Kind = RuleShown["kind"];

export interface Known {
  held: QualitySettingsView;
  groups: ReadonlyArray<readonly [string, string]>;
  plans: ReadonlyArray<readonly [string, string]>;
  sheets: readonly SheetLineView[];
}

/** Of so many thousandths people speak as percent. */
class PercentField extends NumberField {
  constructor({ value, ...options }: FieldOptions<number | null | undefined>) {
    super({ ...options, value: value === null || value === undefined ? value : value / 10 });
  }

  override read(): number {
    return Math.round(super.read() * 10);
  }

  override write(perMille: number | null | undefined): void {
    super.write(typeof perMille === "number" && !Number.isNaN(perMille) ? perMille / 10 : perMille);
  }
}

/** A key that no other has. */
export const newKey = (letter: string): string => `${letter}_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;

const blank = (): RuleShown => ({
  rule_id: newKey("r"),
  name: "",
  kind: "share",
  active: true,
  per_mille: 50,
  at_least: 1,
  score: 2,
  seconds: 120,
  words: [],
  by: "anybody",
  plan_keys: [],
  group_ids: [],
  inspector_group_ids: [],
  sheet_id: "standard",
});

const fieldsOf = (rule: RuleShown, { groups, plans }: Known) => ({
  rule_id: new Constant(rule.rule_id),
  name: new TextField({ value: rule.name, required: true }),
  kind: new ChoiceField<Kind>({ value: rule.kind }),
  active: new TickField(rule.active),
  per_mille: new PercentField({ value: rule.per_mille, required: true }),
  at_least: new NumberField({ value: rule.at_least }),
  score: new NumberField({ value: rule.score }),
  seconds: new NumberField({ value: rule.seconds }),
  words: new LinesField({ value: rule.words }),
  by: new ChoiceField<RuleShown["by"]>({ value: rule.by }),
  plan_keys: new TicksField({ value: rule.plan_keys, choices: plans.map(([key]) => key) }),
  group_ids: new TicksField({ value: rule.group_ids, choices: groups.map(([id]) => id) }),
  inspector_group_ids: new TicksField({ value: rule.inspector_group_ids, choices: groups.map(([id]) => id) }),
  sheet_id: new ChoiceField<string>({ value: rule.sheet_id }),
});

export type RuleFields = ReturnType<typeof fieldsOf>;

/** What a rule of this kind does not ask is as it usually is. */
export function asSent(values: RuleShown): RuleShown {
  const usual = blank();
  return {
    ...values,
    at_least: values.kind === "share" ? values.at_least : 0,
    words: values.kind === "keywords" ? values.words : [],
    score: values.kind === "low_score" ? values.score : usual.score,
    seconds: values.kind === "long_wait" || values.kind === "slow_answer" ? values.seconds : usual.seconds,
  };
}

/** `rule`: the one that is edited; null: a new one, behind all others. */
export function ruleForm(known: Known, rule: RuleShown | null, done: (answer: QualitySettingsView) => void) {
  let held = known.held;
  const own = rule ?? blank();
  return new Form<RuleFields, QualitySettingsView>({
    name: `quality-rule.${rule?.rule_id ?? "new"}`,
    fields: fieldsOf(own, known),
    send: (values) => {
      const sent = asSent(values as RuleShown);
      const at = held.rules.findIndex(({ rule_id: id }) => id === sent.rule_id);
      const rules = at < 0 ? [...held.rules, sent] : held.rules.map((each, place) => place === at ? sent : each);
      const place = at < 0 ? held.rules.length : at;
      return asSeenFrom(`rules.${place}`, asking.changeSettings({ rules, version: held.version }));
    },
    newest: async () => {
      held = await asking.readSettings();
      const newest = held.rules.find(({ rule_id: id }) => id === own.rule_id) ?? own;
      return valuesOf(fieldsOf(newest, known));
    },
    done,
  });
}

export class Rules {
  readonly reading = new Reading(async () => {
    const [held, groups, plans, sheets] = await Promise.all([
      asking.readSettings(),
      knownGroups(),
      knownPlans(),
      asking.listSheets(),
    ]);
    const known: Known = {
      held,
      groups: choosableGroups(groups).map(({ group_id: id, name }) => [id, name] as const),
      plans: plans.map(({ key, name }) => [key, name] as const),
      sheets,
    };
    return { known, form: this.#formOf(held) };
  });

  async stored(held: QualitySettingsView | null): Promise<void> {
    if (!held) return;
    say(t("quality.stored"));
    // Whoever goes on at once goes on from here, not from what was before.
    const { data } = this.reading;
    if (data) this.reading.learn({ ...data, known: { ...data.known, held } });
    await this.reading.reload();
  }

  readonly remove = async ({ held }: Known, rule: RuleShown, leaving: AbortSignal): Promise<void> => {
    const question = { title: t("quality.rule.remove", { name: rule.name }), confirm: t("row.remove") };
    if (!await confirmed({ ...question, paragraphs: [t("quality.rule.remove.about")] }, leaving)) return;
    const rules = held.rules.filter(({ rule_id: id }) => id !== rule.rule_id);
    try {
      await this.stored(await asking.changeSettings({ rules, version: held.version }));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      await this.reading.reload();
    }
  };

  #formOf(held: QualitySettingsView) {
    return new Form({
      name: "quality-settings",
      fields: {
        appeal_days: new NumberField({ value: held.appeal_days, required: true }),
        seed: new TextField({ value: held.seed }),
      },
      send: ({ appeal_days: days, seed }) => asking.changeSettings({ appeal_days: days, seed: seed || null }),
      done: (answer: QualitySettingsView) => void this.stored(answer),
    });
  }
}

export const sheetName = ({ names, sheet_id: id }: Pick<SheetLineView, "names" | "sheet_id">): string =>
  inOurLanguage(names) || id;

/** "5 % of each agent's conversations, at least 2 a week". */
export function sentenceOf(rule: RuleShown): string {
  const share = t("quality.share", { percent: rule.per_mille / 10 });
  const words = t(`quality.says.${rule.kind}`, {
    score: rule.score,
    seconds: rule.seconds,
    words: rule.words.join(t("quality.or")),
  });
  const least = rule.at_least ? t("quality.at_least", { count: rule.at_least }) : "";
  return [rule.per_mille === 1000 ? "" : share, words, least].filter(Boolean).join(t("quality.comma"));
}
