/** Kinds of shifts and rotations: what is known of them, their forms, and those that one may begin with. */
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { KindView, NewKind, PatternView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { newKey } from "../parts/once.ts";
import { choosableGroups, type GroupChoice, knownGroups } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";
import { breakOf, type BreakTyped, endAfter, minutesOf, timeOf, typedOf } from "./days.ts";

export interface Known {
  kinds: KindView[];
  patterns: PatternView[];
  groups: GroupChoice[];
}

const breakField = (typed: BreakTyped) =>
  new GroupField({
    from: new TextField({ value: typed.from, required: true }),
    to: new TextField({ value: typed.to, required: true }),
    minutes: new NumberField({ value: typed.minutes, required: true }),
    paid: new TickField(typed.paid),
    at_once: new NumberField({ value: typed.at_once, required: true }),
  });

export type BreakField = ReturnType<typeof breakField>;
type Told = Pick<KindView, "name" | "color" | "start_minute" | "end_minute" | "breaks" | "skill_ids" | "archived">;

const BLANK: Told = {
  name: "",
  color: "#2f6fde",
  start_minute: 540,
  end_minute: 1080,
  breaks: [],
  skill_ids: [],
  archived: false,
};

const kindFields = (told: Told, groups: readonly GroupChoice[]) => ({
  name: new TextField({ value: told.name, required: true }),
  color: new TextField({ value: told.color, required: true }),
  start: new TextField({ value: timeOf(told.start_minute), required: true }),
  end: new TextField({ value: timeOf(told.end_minute), required: true }),
  breaks: new ListField<BreakTyped, BreakField>({
    value: told.breaks.map(typedOf),
    make: breakField,
    blank: () => ({ from: "12:00", to: "14:00", minutes: 60, paid: false, at_once: 0 }),
  }),
  skill_ids: new TicksField({ value: told.skill_ids, choices: groups.map(({ group_id: id }) => id) }),
  archived: new TickField(told.archived),
});

export type KindFields = ReturnType<typeof kindFields>;

export function kindForm(known: Known, of: KindView | null, done: (answer: KindView) => void) {
  return new Form<KindFields, KindView>({
    name: `shift-kind.${of?.kind_id ?? "new"}`,
    fields: kindFields(of ?? BLANK, choosableGroups(known.groups, of?.skill_ids ?? [])),
    send: (values, key) => {
      const start = minutesOf(values.start);
      const { archived } = values;
      const body: NewKind = {
        name: values.name,
        color: values.color,
        start_minute: start,
        end_minute: endAfter(start, minutesOf(values.end)),
        breaks: values.breaks.map((each) => breakOf(start, each)),
        skill_ids: values.skill_ids,
      };
      if (!of) return asking.createKind(body, key);
      return asking.updateKind(of.kind_id, { ...body, archived, version: of.version });
    },
    done,
  });
}

const FREE = "";
const dayField = (kind: string) => new GroupField({ kind: new ChoiceField<string>({ value: kind }) });
export type DayField = ReturnType<typeof dayField>;

const patternFields = (of: PatternView | null, kinds: readonly KindView[]) => ({
  name: new TextField({ value: of?.name ?? "", required: true }),
  days: new ListField<{ kind: string }, DayField>({
    value: (of?.days ?? [kinds[0]?.kind_id ?? null]).map((kind) => ({ kind: kind ?? FREE })),
    make: ({ kind }) => dayField(kind),
    blank: (others) => ({ kind: others.at(-1)?.kind ?? FREE }),
  }),
  step: new NumberField({ value: of?.step ?? 0, required: true }),
  archived: new TickField(of?.archived),
});

export type PatternFields = ReturnType<typeof patternFields>;

export function patternForm(known: Known, of: PatternView | null, done: (answer: PatternView) => void) {
  return new Form<PatternFields, PatternView>({
    name: `rotation.${of?.pattern_id ?? "new"}`,
    fields: patternFields(of, known.kinds.filter(({ archived }) => !archived)),
    send: ({ name, days, step, archived }, key) => {
      const body = { name, step, days: days.map(({ kind }) => kind || null) };
      if (!of) return asking.createRotation(body, key);
      return asking.updateRotation(of.pattern_id, { ...body, archived, version: of.version });
    },
    done,
  });
}

/** Those that most desks begin with: hours, and a colour. */
const STARTERS = [
  ["early", 8, 16, "#2f7d5b"],
  ["middle", 12, 20, "#2f6fde"],
  ["late", 16, 24, "#8a4fbf"],
  ["night", 0, 8, "#33415c"],
] as const;
const ROUNDS: ReadonlyArray<readonly [name: string, days: ReadonlyArray<number | null>, step: number]> = [
  ["six_one", [0, 0, 0, 0, 0, 0, null], 1],
  ["two_two", [0, 0, null, null], 2],
  ["whole_day", [0, 0, 2, 2, 3, 3, null, null], 2],
];

export class Kinds {
  readonly reading: Reading<Known> = new Reading(async () => {
    const [{ kinds, patterns }, groups] = await Promise.all([asking.readSettings(), knownGroups()]);
    return { kinds, patterns, groups };
  });

  stored(answer: { name: string } | null): void {
    if (answer) say(t("stored", { name: answer.name }));
    void this.reading.reload();
  }

  /** Four kinds, and rotations made of them; each may be changed afterwards. */
  readonly begin = async (): Promise<void> => {
    try {
      const ids: string[] = [];
      for (const [name, start, end, color] of STARTERS) {
        const body = { name: t(`shifts.starter.${name}`), color, start_minute: start * 60, end_minute: end * 60 };
        ids.push((await asking.createKind(body, newKey())).kind_id);
      }
      for (const [name, days, step] of ROUNDS) {
        const kinds = days.map((at) => at === null ? null : ids[at]);
        await asking.createRotation({ name: t(`shifts.starter.${name}`), days: kinds, step }, newKey());
      }
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    }
    void this.reading.reload();
  };
}
